//! Reads table maps from every form they are exported in: the JSON of `msdyn_mapping`, a row of
//! `msdyn_dualwriteentitymap` that holds it as text, lists of either, and OData responses.

use super::fields::{self, Fields};
use super::inner::Origin;
use super::model::TableMap;
use super::name::json_from_row;
use super::part::Reader;
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::syntax::json::{Document, Limits, Node, NodeKind};
use crate::text::NameGroups;

/// Bounds of one input: 64 MiB, 128 levels.
pub const LIMITS: Limits = Limits {
    depth: 128,
    bytes: 64 << 20,
};

/// Maps, legs, field mappings and transforms of one input together; above it nothing is read.
pub const MAX_PARTS: usize = 200_000;

/// Findings listed for one input; further ones are counted (`DW0105`).
pub const MAX_FINDINGS: usize = 10_000;

/// One input: its bytes as they came, and the maps in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapDocument {
    /// The maps in document order. Spans in them are byte offsets into this input, also where the
    /// mapping stands as text in a row.
    pub maps: Vec<TableMap>,
    pub(super) source: Vec<u8>,
}

impl MapDocument {
    /// The bytes that were read.
    pub fn source(&self) -> &[u8] {
        &self.source
    }
}

/// Reads all table maps of an input. Never fails: what is wrong is told in the findings, and a
/// text that is not whole JSON gives no maps at all.
///
/// Accepted are a mapping object, a row of `msdyn_dualwriteentitymap` (its `msdyn_mapping` a text
/// or an object), an array of either, an OData response with these in `value`, and the response
/// for the single column, whose `value` is the mapping text.
pub fn read(source: impl AsRef<[u8]>) -> (MapDocument, Vec<Diagnostic>) {
    let source = source.as_ref();
    let mut reader = Reader::default();
    let mut maps = match Document::parse(source, LIMITS) {
        Ok(document) => top(&mut reader, document.root()),
        Err(error) => {
            reader.push(error.diagnostic().at(Path::input("maps")));
            Vec::new()
        }
    };
    if reader.overflowed() {
        maps.clear();
        reader.clear();
        let limit = MAX_PARTS as u64;
        reader.push(
            Diagnostic::new(Code::TooManyParts)
                .number("limit", limit)
                .at(Path::input("maps")),
        );
    }
    for found in several_versions(&maps) {
        reader.push(found);
    }
    let source = source.to_vec();
    (MapDocument { maps, source }, reader.finish())
}

fn top(reader: &mut Reader, root: Node<'_>) -> Vec<TableMap> {
    let path = Path::input("maps");
    let mut maps = Vec::new();
    let mut rows = None;
    if root.kind() == NodeKind::Array {
        rows = Some(root);
    } else if is_response(root) {
        if root.get("@odata.nextLink").is_some() {
            let found = Diagnostic::new(Code::FurtherPages).at(path.clone());
            reader.push(found.span(root.span()));
        }
        rows = root.get("value");
    }
    match rows {
        Some(list) if list.kind() == NodeKind::Array => {
            for (index, item) in list.items().enumerate() {
                maps.extend(element(reader, item, path.clone().index(index)));
                if reader.overflowed() {
                    break;
                }
            }
            if list.items().next().is_none() {
                let found = Diagnostic::new(Code::NoTableMaps).at(path);
                reader.push(found.span(list.span()));
            }
        }
        Some(text) => maps.extend(mapping_text(reader, text, path, None)),
        None => maps.extend(element(reader, root, path)),
    }
    maps
}

/// An object around `value`, which is a list of rows or the text of one column.
fn is_response(root: Node<'_>) -> bool {
    let kind = root.get("value").map(Node::kind);
    matches!(kind, Some(NodeKind::Array | NodeKind::String))
        && root.get("legs").is_none()
        && root.get("msdyn_mapping").is_none()
}

/// A row or a mapping object.
fn element(reader: &mut Reader, node: Node<'_>, path: Path) -> Option<TableMap> {
    let has = |key: &str| node.get(key).is_some();
    if has("msdyn_mapping") || has("msdyn_dualwriteentitymapid") {
        return row(reader, node, path);
    }
    if has("legs") || (has("leftEnvironmentType") && has("name")) {
        return Some(reader.map(node, None));
    }
    let found = Diagnostic::new(Code::NotATableMap).name("found", node.kind().name());
    reader.push(found.at(path).span(node.span()));
    None
}

fn row(reader: &mut Reader, node: Node<'_>, path: Path) -> Option<TableMap> {
    let (fields, odd) = Fields::of(node, fields::ROW);
    let text = |key: &str| fields.get(key).map(|value| value.text().into_owned());
    let shell = TableMap {
        display_name: text("msdyn_displayname"),
        unique_name: text("msdyn_name"),
        id: text("msdyn_dualwriteentitymapid"),
        version: text("msdyn_version"),
        ..TableMap::default()
    };
    let named = shell.display_name.as_ref().or(shell.unique_name.as_ref());
    let path = named.map_or(path, |name| Path::map(name));
    reader.odd(odd, &path);
    properties(reader, &fields, &path);
    let Some(mapping) = fields.get("msdyn_mapping") else {
        reader.missing("msdyn_mapping", &path, node.span());
        return None;
    };
    if mapping.kind() == NodeKind::Object {
        let map = reader.map(mapping, fallback_name(&shell));
        return Some(with_row(map, shell));
    }
    mapping_text(reader, mapping, path, Some(shell))
}

/// The mapping as a text within the document.
fn mapping_text(
    reader: &mut Reader,
    string: Node<'_>,
    path: Path,
    shell: Option<TableMap>,
) -> Option<TableMap> {
    let (text, origin) = Origin::decode(string);
    let document = match Document::parse(text.as_bytes(), LIMITS) {
        Ok(document) => document,
        Err(error) => {
            reader.push(origin.diagnostic(error.diagnostic().at(path)));
            return None;
        }
    };
    let root = document.root();
    if root.kind() != NodeKind::Object {
        let found = Diagnostic::new(Code::NotATableMap).name("found", root.kind().name());
        reader.push(found.at(path).span(string.span()));
        return None;
    }
    reader.origin = origin;
    let map = reader.map(root, shell.as_ref().and_then(fallback_name));
    reader.origin = Origin::default();
    Some(match shell {
        Some(shell) => with_row(map, shell),
        None => map,
    })
}

fn with_row(map: TableMap, shell: TableMap) -> TableMap {
    TableMap {
        name: map.name,
        legs: map.legs,
        ..shell
    }
}

fn fallback_name(shell: &TableMap) -> Option<String> {
    let display = shell.display_name.as_deref().and_then(json_from_row);
    display.or_else(|| shell.unique_name.as_deref().and_then(json_from_row))
}

/// `msdyn_properties` is advisory: one published map ships it malformed.
fn properties(reader: &mut Reader, fields: &Fields<'_>, path: &Path) {
    let Some(node) = fields.get("msdyn_properties") else {
        return;
    };
    let readable = match node.kind() {
        NodeKind::Object => true,
        NodeKind::String => Document::parse(node.text().as_bytes(), LIMITS)
            .is_ok_and(|document| document.root().kind() == NodeKind::Object),
        _ => false,
    };
    if !readable {
        let found = Diagnostic::new(Code::PropertiesUnreadable).at(path.clone());
        reader.push(found.span(node.span()));
    }
}

/// Maps of one name that occur more than once: dual-write runs one version, and the highest is not
/// necessarily the live one. [`read`] has told this for each input alone; call it for maps gathered
/// from several inputs.
pub fn several_versions(maps: &[TableMap]) -> Vec<Diagnostic> {
    let mut by_name = NameGroups::default();
    for (at, map) in maps.iter().enumerate() {
        by_name.add(&map.name.to_lowercase(), at);
    }
    let mut found = Vec::new();
    for versions in by_name.iter().filter(|versions| versions.len() > 1) {
        let versions = versions.iter().filter_map(|at| maps.get(*at));
        let versions: Vec<&TableMap> = versions.collect();
        let Some(first) = versions.first() else {
            continue;
        };
        let listed: Vec<&str> = versions
            .iter()
            .map(|map| map.version.as_deref().unwrap_or("?"))
            .collect();
        found.push(
            Diagnostic::new(Code::SeveralVersions)
                .name("map", first.name.as_str())
                .name("versions", listed.join(", "))
                .at(Path::map(&first.name)),
        );
    }
    found
}
