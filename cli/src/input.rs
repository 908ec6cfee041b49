//! Files as they are named on the command line, read whole.

use crate::failure::{Failure, GET_YOUR_FILES};
use std::io::Read;
use std::path::{Path, PathBuf};

/// One file.
#[derive(Debug)]
pub struct File {
    /// Its name as findings show it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads the file that an option names.
pub fn read(option: &str, path: &Path) -> Result<File, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(option, path, &error))?;
    Ok(File {
        name: shown(path),
        bytes,
    })
}

/// Reads a file, or standard input for `-`.
pub fn read_or_stdin(option: &str, path: &Path) -> Result<File, Failure> {
    if path.as_os_str() != "-" {
        return read(option, path);
    }
    let mut bytes = Vec::new();
    let name = "standard input".to_owned();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(File { name, bytes }),
        Err(error) => Err(Failure::misuse(format!(
            "{option}: cannot read {name}: {error}"
        ))),
    }
}

/// Opens a schema file; what is missing names the page that tells where to get it.
pub fn open_schema(option: &str, path: &Path) -> Result<std::fs::File, Failure> {
    std::fs::File::open(path).map_err(|error| {
        Failure::with_help(
            format!("{option}: cannot read `{}`: {error}", path.display()),
            format!("{GET_YOUR_FILES} names the address it is downloaded from."),
        )
    })
}

/// Reads map files; a folder stands for its `.json` files in order of their names.
pub fn read_maps(option: &str, paths: &[PathBuf]) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            let file = read(option, path).map_err(|failure| match failure {
                Failure::Misuse { message, .. } => Failure::with_help(
                    message,
                    format!("{GET_YOUR_FILES} tells how table maps are exported."),
                ),
                other => other,
            })?;
            files.push(file);
            continue;
        }
        let inside = json_files(path).map_err(|error| Failure::file(option, path, &error))?;
        if inside.is_empty() {
            let folder = path.display();
            return Err(Failure::misuse(format!(
                "{option}: folder `{folder}` has no `.json` file"
            )));
        }
        for file in inside {
            files.push(read(option, &file)?);
        }
    }
    Ok(files)
}

fn json_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let is_json = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if is_json && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A path as findings show it; the same on every system.
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
