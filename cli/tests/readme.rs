//! The README's example of the command gives the output that the README shows.

use std::error::Error;
use std::path::Path;
use std::process::Command;

#[test]
fn example_of_the_readme() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let script = std::fs::read_to_string(root.join("examples/readme.sh"))?.replace("\\\n", " ");
    let mut words = script.split_whitespace();
    assert_eq!(words.next(), Some("preflight"));
    let output = Command::new(env!("CARGO_BIN_EXE_preflight"))
        .args(words)
        .current_dir(&root)
        .output()?;
    let told = String::from_utf8(output.stdout)?;
    // The finding about the map stands apart from the answer: it is the cause of the block.
    let about_the_map = String::from_utf8(output.stderr)?;
    assert!(about_the_map.contains("warning[DW0454]"), "{about_the_map}");
    assert_eq!(output.status.code(), Some(1), "the record is blocked");
    let path = root.join("examples/readme-command.txt");
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, &told)?;
    }
    assert_eq!(told, std::fs::read_to_string(&path)?);
    Ok(())
}
