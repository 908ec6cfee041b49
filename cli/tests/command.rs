//! Runs the built command over `tests/data/command`: a folder for each case.
//!
//! `args.txt` holds an argument a line (`#` begins a comment), `stdin` what is piped in. Compared are
//! `expected.stdout`, `expected.stderr` (absent: nothing) and `expected.code`. `UPDATE=1` rewrites
//! them. The command runs in the repository's root, so that names in the output are the same
//! everywhere.

use libtest_mimic::{Arguments, Failed, Trial};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn main() {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, trials()).exit();
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn trials() -> Vec<Trial> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root().join("tests/data/command"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("args.txt").is_file())
        .collect();
    folders.sort();
    let mut trials: Vec<Trial> = folders
        .into_iter()
        .map(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            Trial::test(format!("command::{name}"), move || case(&folder))
        })
        .collect();
    // No folder found would be a green run of nothing.
    let found = trials.len();
    trials.push(Trial::test("command::cases_are_found", move || {
        if found == 0 {
            return Err("tests/data/command has no case".into());
        }
        Ok(())
    }));
    trials
}

fn case(folder: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(folder.join("args.txt"))?;
    let arguments: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    let output = run(&arguments, std::fs::read(folder.join("stdin")).ok())?;
    let code = output.status.code().unwrap_or(-1);
    let faults: Vec<String> = [
        compare(&folder.join("expected.stdout"), &output.stdout),
        compare(&folder.join("expected.stderr"), &output.stderr),
        compare(
            &folder.join("expected.code"),
            format!("{code}\n").as_bytes(),
        ),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n").into())
}

fn run(arguments: &[&str], stdin: Option<Vec<u8>>) -> Result<Output, Failed> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_preflight"))
        .args(arguments)
        .current_dir(root())
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        pipe.write_all(&stdin.unwrap_or_default())?;
    }
    Ok(child.wait_with_output()?)
}

/// An absent file stands for no output.
fn compare(path: &Path, found: &[u8]) -> Result<(), String> {
    let wanted = std::fs::read(path).unwrap_or_default();
    if wanted == found {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        let written = if found.is_empty() {
            std::fs::remove_file(path)
        } else {
            std::fs::write(path, found)
        };
        return written.map_err(|error| format!("{}: {error}", path.display()));
    }
    Err(format!(
        "{}:\n--- expected\n{}--- found\n{}",
        path.display(),
        String::from_utf8_lossy(&wanted),
        String::from_utf8_lossy(found)
    ))
}
