//! The house rules that a machine can hold: who leans on whom, how long a file is, what it opens
//! with, that no code is dead, and that no path of some machine has slipped in.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "test code that counts lines; a panic is a failed test"
)]

use dual_write_preflight::diagnostic::Code;
use libtest_mimic::{Failed, Trial};
use std::path::{Path, PathBuf};

/// Rooms of `src/` in reading order, and what each may use besides itself. `docs/ARCHITECTURE.md`
/// has the same table with the reasons.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diagnostic", &["text"]),
    ("syntax", &["text", "diagnostic"]),
    ("value", &["text", "diagnostic"]),
    ("schema", &["text", "diagnostic", "syntax", "value"]),
    ("map", &["text", "diagnostic", "syntax"]),
    ("expr", &["text", "diagnostic", "syntax", "value", "schema"]),
    // Value maps and their direction are parts of a map; transforms give them their meaning.
    (
        "transform",
        &["text", "diagnostic", "value", "schema", "map"],
    ),
    ("lookup", &["text", "diagnostic", "value", "schema"]),
    (
        "row",
        &["text", "diagnostic", "syntax", "value", "schema", "lookup"],
    ),
    (
        "check",
        &[
            "text",
            "diagnostic",
            "syntax",
            "value",
            "schema",
            "map",
            "expr",
            "transform",
            "lookup",
        ],
    ),
    (
        "plan",
        &[
            "text",
            "diagnostic",
            "syntax",
            "value",
            "schema",
            "map",
            "expr",
            "transform",
            "lookup",
            "row",
            "check",
        ],
    ),
    (
        "preflight",
        &[
            "text",
            "diagnostic",
            "syntax",
            "value",
            "schema",
            "map",
            "expr",
            "transform",
            "lookup",
            "row",
            "check",
            "plan",
        ],
    ),
    (
        "wire",
        &[
            "text",
            "diagnostic",
            "syntax",
            "value",
            "schema",
            "map",
            "expr",
            "transform",
            "lookup",
            "row",
            "check",
            "plan",
            "preflight",
        ],
    ),
    (
        "wasm",
        &[
            "text",
            "diagnostic",
            "schema",
            "map",
            "lookup",
            "row",
            "check",
            "plan",
            "preflight",
            "wire",
        ],
    ),
];

/// Most lines of a source file.
const MOST_LINES: usize = 700;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy::rooms_lean_only_on_rooms_above", rooms),
        Trial::test("tidy::files_are_short", short),
        Trial::test("tidy::files_open_with_what_they_are", openings),
        Trial::test("tidy::every_code_is_emitted", emitted),
        Trial::test("tidy::no_path_of_a_machine", machine_paths),
        Trial::test("tidy::the_list_of_faults_names_real_codes", fault_list),
    ]
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn outcome(faults: Vec<String>) -> Result<(), Failed> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n").into())
}

/// All files below a folder with one of the endings; build output and packages are passed over.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    const PASSED_OVER: &[&str] = &["target", "node_modules", "dist", "generated", ".git"];
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !PASSED_OVER.contains(&name.as_str()) {
                    open.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Our own sources: the library, its tests, the command, the build tool, the package and the page.
fn sources() -> Vec<PathBuf> {
    ["src", "tests", "cli", "xtask", "pkg", "www", "benches"]
        .iter()
        .flat_map(|folder| files(&root().join(folder), &[".rs", ".ts"]))
        .collect()
}

fn shown(path: &Path) -> String {
    let short = path.strip_prefix(root()).unwrap_or(path);
    short.display().to_string()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// Names after `crate::` in code; lines of documentation may link anywhere.
fn used_rooms(text: &str) -> Vec<(usize, &str)> {
    let code = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.flat_map(|(at, line)| {
        line.split("crate::").skip(1).map(move |rest| {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            (at + 1, rest.get(..end).unwrap_or_default())
        })
    })
    .collect()
}

fn rooms() -> Result<(), Failed> {
    let mut faults = Vec::new();
    let known = |name: &str| ROOMS.iter().find(|(room, _)| *room == name);
    for entry in std::fs::read_dir(root().join("src"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((room, allowed)) = known(name.trim_end_matches(".rs")) else {
            if name != "lib.rs" {
                faults.push(format!("src/{name} is in no table of rooms"));
            }
            continue;
        };
        for file in files(&entry.path(), &[".rs"]) {
            // Unit tests may use what they test with.
            let text = read(&file);
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            if file.ends_with("tests.rs") {
                continue;
            }
            for (line, used) in used_rooms(code) {
                let is_room = known(used).is_some();
                if is_room && used != *room && !allowed.contains(&used) {
                    faults.push(format!("{}:{line} uses {used}", shown(&file)));
                }
            }
        }
    }
    outcome(faults)
}

fn short() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for file in sources() {
        let lines = read(&file).lines().count();
        if lines > MOST_LINES {
            faults.push(format!("{} has {lines} lines", shown(&file)));
        }
    }
    outcome(faults)
}

fn openings() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for file in sources() {
        let text = read(&file);
        let opens = if file.extension().is_some_and(|end| end == "rs") {
            text.starts_with("//! ")
        } else {
            ["//! ", "/** ", "/**\n", "// "]
                .iter()
                .any(|opening| text.starts_with(opening))
        };
        if !opens {
            faults.push(format!("{} does not say what it is", shown(&file)));
        }
    }
    outcome(faults)
}

/// A code that nothing emits is a promise that nobody keeps.
fn emitted() -> Result<(), Failed> {
    let mut used = std::collections::BTreeSet::new();
    for file in files(&root().join("src"), &[".rs"]) {
        if file.ends_with("diagnostic/code.rs") {
            continue;
        }
        let text = read(&file);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for rest in code.split("Code::").skip(1) {
            let end = rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
            used.insert(rest.get(..end).unwrap_or_default().to_owned());
        }
    }
    let dead = Code::ALL
        .iter()
        .filter(|code| !used.contains(&format!("{code:?}")));
    outcome(
        dead.map(|code| format!("nothing emits {}", code.id()))
            .collect(),
    )
}

fn machine_paths() -> Result<(), Failed> {
    // Put together so that this file does not name them.
    let banned: Vec<String> = ["work", "tmp", "root", "home"]
        .iter()
        .map(|folder| format!("/{folder}/"))
        .collect();
    let mut faults = Vec::new();
    let endings = [
        ".rs", ".ts", ".js", ".mjs", ".cjs", ".json", ".toml", ".md", ".ftl", ".html", ".css",
        ".txt", ".yml", ".yaml",
    ];
    for file in files(&root(), &endings) {
        for (at, line) in read(&file).lines().enumerate() {
            // A path starts a word; inside a URL or a longer path it is none.
            let hit = banned.iter().any(|path| {
                line.match_indices(path.as_str()).any(|(at, _)| {
                    let before = line.get(..at).and_then(|start| start.chars().next_back());
                    before.is_none_or(|c| !c.is_alphanumeric() && !"./-_}:".contains(c))
                })
            });
            if hit {
                faults.push(format!("{}:{}", shown(&file), at + 1));
            }
        }
    }
    outcome(faults)
}

/// `docs/diagnostics/README.md` lists each publicly known fault once; the codes that it names exist
/// and have their page.
fn fault_list() -> Result<(), Failed> {
    let folder = root().join("docs/diagnostics");
    let text = std::fs::read_to_string(folder.join("README.md"))?;
    let mut faults = Vec::new();
    let mut rows = std::collections::BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("| E-")) {
        let number = line.split('|').nth(1).unwrap_or_default().trim();
        if !rows.insert(number.to_owned()) {
            faults.push(format!("{number} stands twice"));
        }
    }
    if rows.len() != 97 {
        faults.push(format!("{} faults are listed", rows.len()));
    }
    for (at, _) in text.match_indices("DW") {
        let id = text.get(at..at + 6).unwrap_or_default();
        let page = folder.join(format!("{id}.md"));
        if !Code::ALL.iter().any(|code| code.id() == id) || !page.is_file() {
            faults.push(format!("{id} is no code with a page"));
        }
    }
    outcome(faults)
}
