//! The small files beside maps and schemas: integration keys, and the entity set of each label.

use crate::failure::Failure;
use crate::input::{self, File};
use dual_write_preflight::lookup::Keys;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads `--keys`: `{ "accounts": ["accountnumber", "msdyn_company.cdm_companycode"] }`.
pub fn keys(path: &Path) -> Result<Keys, Failure> {
    let file = input::read("--keys", path)?;
    let named: BTreeMap<String, Vec<String>> = json(
        "--keys",
        &file,
        "an object of column paths by Dataverse entity set, such as {\"accounts\": [\"accountnumber\"]}",
    )?;
    let mut keys = Keys::default();
    for (entity_set, paths) in named {
        keys.insert(&entity_set, paths);
    }
    Ok(keys)
}

/// Reads `--entities`: `{ "Customers V3": "CustomersV3" }`, or a table with tabs.
pub fn entities(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let file = input::read("--entities", path)?;
    let text = file
        .bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&file.bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') {
        return json(
            "--entities",
            &file,
            "an object of entity sets by label, such as {\"Customers V3\": \"CustomersV3\"}",
        );
    }
    table(&String::from_utf8_lossy(text)).ok_or_else(|| {
        Failure::misuse(format!(
            "--entities: `{}` is neither a JSON object nor a table with tabs and the columns `map` and `entity set`",
            file.name
        ))
    })
}

/// Lines of tab-separated cells under a header. The column `map` holds labels, with the Dataverse
/// table in brackets behind them or without; the column whose name ends in `entity set` the sets.
/// Lines without a set say nothing.
fn table(text: &str) -> Option<BTreeMap<String, String>> {
    let mut lines = text.lines();
    let header: Vec<String> = lines
        .next()?
        .split('\t')
        .map(|cell| cell.trim().to_lowercase())
        .collect();
    let label_at = header
        .iter()
        .position(|name| name == "map" || name == "label")?;
    let set_at = header
        .iter()
        .position(|name| name.ends_with("entity set"))?;
    let mut entities = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let (Some(label), Some(set)) = (cells.get(label_at), cells.get(set_at)) else {
            continue;
        };
        if !label.is_empty() && !set.is_empty() {
            entities.insert(without_table(label).to_owned(), (*set).to_owned());
        }
    }
    Some(entities)
}

/// `Customers V3 (accounts)` → `Customers V3`.
fn without_table(label: &str) -> &str {
    let inner = label
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("));
    inner.map_or(label, |(before, _)| before.trim_end())
}

fn json<T: serde::de::DeserializeOwned>(
    option: &str,
    file: &File,
    wanted: &str,
) -> Result<T, Failure> {
    let bytes = file
        .bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&file.bytes);
    serde_json::from_slice(bytes).map_err(|error| {
        Failure::with_help(
            format!("{option}: `{}` cannot be read: {error}", file.name),
            format!("It must be {wanted}."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_table_with_tabs() {
        let text = "map\tnote\tbest OData entity set\nCustomers V3 (accounts)\t\tCustomersV3\nNone (x)\t\t\nUnits\t\tUnits\n";
        let entities = table(text).unwrap_or_default();
        assert_eq!(
            entities.get("Customers V3").map(String::as_str),
            Some("CustomersV3")
        );
        assert_eq!(entities.get("Units").map(String::as_str), Some("Units"));
        assert_eq!(entities.len(), 2);
        assert_eq!(table("a\tb\n"), None);
    }
}
