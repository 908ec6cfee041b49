//! Chromium for the browser tests: found, or installed where Debian and root allow it.

use std::path::{Path, PathBuf};

use crate::tools::Step;

/// The browser, or why there is none.
pub fn chromium() -> Result<PathBuf, String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !Path::new("/usr/bin/apt-get").exists() || !is_root() {
        return Err("no Chromium on PATH or in CHROME".into());
    }
    let apt = || {
        Step::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .quiet()
    };
    apt()
        .arg("update")
        .run()
        .and_then(|()| {
            apt()
                .args(["install", "-y", "--no-install-recommends", "chromium"])
                .run()
        })
        .map_err(|error| format!("Chromium could not be installed: {error:#}"))?;
    find().ok_or_else(|| "Chromium was installed but is not on PATH".into())
}

fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME")
        .map(PathBuf::from)
        .filter(|path| path.is_file());
    named.or_else(|| {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let names = [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "msedge",
        ];
        std::env::split_paths(&folders)
            .flat_map(|folder| names.map(|name| folder.join(name)))
            .chain([
                PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                PathBuf::from("C:/Program Files/Google/Chrome/Application/chrome.exe"),
            ])
            .find(|path| path.is_file())
    })
}

fn is_root() -> bool {
    Step::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|text| text.trim() == "0")
}
