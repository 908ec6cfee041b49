//! `test` and `ci`: all tests, and the gate that a change must pass.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::tools::{self, Step};
use crate::{browser, wasm};

/// A line of the closing summary.
enum Verdict {
    Passed,
    Failed(String),
    Skipped(String),
}

/// Steps that all run, whatever the earlier ones gave.
#[derive(Default)]
struct Summary {
    lines: Vec<(String, Verdict, f32)>,
}

impl Summary {
    fn step(&mut self, name: &str, run: impl FnOnce() -> Result<()>) -> bool {
        println!("\n== {name}");
        let started = Instant::now();
        let outcome = run();
        let verdict = match &outcome {
            Ok(()) => Verdict::Passed,
            Err(error) => {
                println!("{error:#}");
                Verdict::Failed(
                    error
                        .to_string()
                        .lines()
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                )
            }
        };
        self.lines
            .push((name.to_owned(), verdict, started.elapsed().as_secs_f32()));
        outcome.is_ok()
    }

    fn skip(&mut self, name: &str, reason: &str) {
        println!("\n== {name}\nSKIPPED: {reason}");
        self.lines
            .push((name.to_owned(), Verdict::Skipped(reason.to_owned()), 0.0));
    }

    fn close(self) -> Result<()> {
        let (mut passed, mut failed, mut skipped) = (0_u32, 0_u32, 0_u32);
        println!("\n== summary");
        for (name, verdict, seconds) in &self.lines {
            match verdict {
                Verdict::Passed => {
                    passed += 1;
                    println!("  ok       {name} ({seconds:.1} s)");
                }
                Verdict::Failed(why) => {
                    failed += 1;
                    println!("  FAILED   {name}: {why}");
                }
                Verdict::Skipped(why) => {
                    skipped += 1;
                    println!("  SKIPPED  {name}: {why}");
                }
            }
        }
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        if failed > 0 {
            bail!("{failed} of the steps above failed");
        }
        Ok(())
    }
}

/// Every test there is.
pub fn everything() -> Result<()> {
    let mut summary = Summary::default();
    test_steps(&mut summary);
    summary.close()
}

/// What must hold before a change lands.
pub fn gate() -> Result<()> {
    let mut summary = Summary::default();
    summary.step("format", || {
        tools::cargo().args(["fmt", "--all", "--check"]).run()
    });
    summary.step("lints, native", || {
        tools::cargo()
            .args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
            .run()
    });
    let built = test_steps(&mut summary);
    summary.step("lints, WebAssembly", || {
        tools::cargo()
            .args([
                "clippy",
                "-p",
                "dual-write-preflight",
                "--lib",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(["--", "-D", "warnings"])
            .run()
    });
    summary.step("documentation", || {
        tools::cargo()
            .args([
                "doc",
                "--no-deps",
                "-p",
                "dual-write-preflight",
                "-p",
                "preflight",
            ])
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
    });
    if built {
        summary.step("sizes", || tools::node("pkg/tools/sizes.mjs").run());
    } else {
        summary.skip("sizes", "the package was not built");
    }
    summary.close()
}

/// The steps of `test`; tells whether the package was built.
fn test_steps(summary: &mut Summary) -> bool {
    summary.step("Rust", || {
        tools::cargo().args(["test", "--workspace"]).run()
    });
    let built = summary.step("build the package", wasm::build_package);
    if !built {
        for name in [
            "types",
            "the package in Node",
            "the package and the page in a browser",
        ] {
            summary.skip(name, "the package was not built");
        }
        return false;
    }
    summary.step("types", || {
        tools::npm_program("typescript", "bin/tsc")
            .args(["-p", "pkg/test/tsconfig.json"])
            .run()
    });
    summary.step("the package in Node", || {
        Step::new("node")
            .args(
                ["--test", "pkg/test/*.test.mjs"]
                    .iter()
                    .flat_map(|word| expand(word)),
            )
            .run()
    });
    match browser::chromium() {
        Ok(chrome) => {
            summary.step("the package and the page in a browser", || {
                Step::new("node")
                    .arg("--test")
                    .args(expand("pkg/test/browser/*.test.mjs"))
                    .env("CHROME", &chrome)
                    .run()
            });
        }
        Err(reason) => summary.skip("the package and the page in a browser", &reason),
    }
    true
}

/// Node 20 does not expand patterns itself.
fn expand(word: &str) -> Vec<String> {
    let Some((folder, ending)) = word.split_once('*') else {
        return vec![word.to_owned()];
    };
    let mut files: Vec<String> = std::fs::read_dir(tools::root().join(folder))
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(ending))
        .map(|name| format!("{folder}{name}"))
        .collect();
    files.sort();
    files
}
