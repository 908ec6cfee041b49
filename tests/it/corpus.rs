//! The corpus of published maps and schemas, which lives outside the repository.
#![allow(dead_code, reason = "used as test modules are added")]

use libtest_mimic::Trial;
use std::path::PathBuf;

/// Where the corpus is looked for when `PREFLIGHT_CORPUS` is not set, from the repository's root.
const DEFAULT_CORPUS: &str = "../shared/corpus";

/// The corpus folder, when there is one.
pub fn folder() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = match std::env::var_os("PREFLIGHT_CORPUS") {
        Some(named) => PathBuf::from(named),
        None => root.join(DEFAULT_CORPUS),
    };
    folder.join("maps").is_dir().then_some(folder)
}

/// A trial that needs the corpus: shown as ignored (skipped) where there is none.
pub fn trial(
    name: &str,
    test: impl FnOnce(PathBuf) -> Result<(), String> + Send + 'static,
) -> Trial {
    let found = folder();
    let missing = found.is_none();
    Trial::test(name, move || match found {
        Some(folder) => test(folder).map_err(Into::into),
        None => Err("the corpus is not on this machine".into()),
    })
    .with_ignored_flag(missing)
}
