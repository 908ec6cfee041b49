//! Other programs the tasks call (cargo, rustup, node, npm), said aloud before they run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A command that is printed, run from the repository and must succeed.
pub struct Step {
    command: Command,
    shown: String,
    quiet: bool,
}

impl Step {
    /// A program and nothing else yet.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(root());
        let shown = Path::new(program)
            .file_name()
            .unwrap_or(program)
            .to_string_lossy()
            .into_owned();
        Self {
            command,
            shown,
            quiet: false,
        }
    }

    /// Adds one argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        let argument = argument.as_ref();
        self.shown.push(' ');
        self.shown.push_str(
            &argument
                .to_string_lossy()
                .replace(&*root().to_string_lossy(), "."),
        );
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<T: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = T>) -> Self {
        arguments.into_iter().fold(self, Step::arg)
    }

    /// Sets an environment variable, not shown.
    #[must_use]
    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Keeps the program's output back unless it fails.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Runs it; an error says which command failed and, if it was quiet, what it printed.
    pub fn run(mut self) -> Result<()> {
        println!("» {}", self.shown);
        if !self.quiet {
            let status = self
                .command
                .status()
                .with_context(|| format!("cannot start `{}`", self.shown))?;
            if !status.success() {
                bail!("`{}` failed ({status})", self.shown);
            }
            return Ok(());
        }
        let output = self
            .command
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot start `{}`", self.shown))?;
        if !output.status.success() {
            bail!(
                "`{}` failed ({})\n{}{}",
                self.shown,
                output.status,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(())
    }

    /// Runs it and gives what it printed.
    pub fn output(mut self) -> Result<String> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("cannot start `{}`", self.shown))?;
        if !output.status.success() {
            bail!("`{}` failed ({})", self.shown, output.status);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The cargo that runs this task.
pub fn cargo() -> Step {
    Step::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Node with a script of the repository.
pub fn node(script: &str) -> Step {
    Step::new("node").arg(script)
}

/// A program that npm installed, run through node so that no shell wrapper is needed.
pub fn npm_program(package: &str, file: &str) -> Step {
    Step::new("node").arg(root().join("node_modules").join(package).join(file))
}

/// Installs the development packages when they are missing or the lockfile is newer.
pub fn npm_packages() -> Result<()> {
    let stamp = root().join("node_modules/.package-lock.json");
    let modified = |path: &Path| path.metadata().and_then(|meta| meta.modified());
    if let (Ok(installed), Ok(wanted)) = (
        modified(&stamp),
        modified(&root().join("package-lock.json")),
    ) && installed >= wanted
    {
        return Ok(());
    }
    Step::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .run()?;
    // npm keeps the lockfile's own time here on some versions.
    let _ = std::fs::File::options()
        .append(true)
        .open(&stamp)
        .and_then(|file| file.set_modified(std::time::SystemTime::now()));
    Ok(())
}

/// Refuses options where a task has none.
pub fn without_options(options: &[String]) -> Result<()> {
    match options.first() {
        None => Ok(()),
        Some(option) => bail!("this task has no option `{option}`"),
    }
}
