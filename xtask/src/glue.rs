//! What wasm-bindgen and wasm2js write, reshaped: the glue becomes a factory, so that a trapped
//! instance can be thrown away and a fresh one made; the twin becomes a module without imports.
//!
//! Every change names the text it expects; a new version that writes something else fails the build.

use anyhow::{Context, Result, bail};

/// The glue of `--target web` as `createGlue(instantiate)`: a fresh engine per call.
pub fn factory(glue: &str) -> Result<String> {
    let loader = "\nlet wasmModule, wasmInstance, wasm;";
    let (body, _) = glue
        .split_once(loader)
        .context("the glue of wasm-bindgen no longer starts its loader as expected")?;
    let mut names = Vec::new();
    let mut text = String::from(
        "// Written by `cargo xtask build` from the glue of wasm-bindgen.\nexport function createGlue(instantiate) {\nlet wasm;\n",
    );
    for line in body.lines() {
        let declared = ["export class ", "export function "]
            .iter()
            .find_map(|start| line.strip_prefix(start));
        if let Some(rest) = declared {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            names.push(name);
            text.push_str(line.trim_start_matches("export "));
        } else if line.starts_with("export ") || line.starts_with("import ") {
            bail!("unexpected line in the glue of wasm-bindgen: {line}");
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text.push_str("wasm = instantiate(__wbg_get_imports());\nwasm.__wbindgen_start?.();\n");
    text.push_str(&format!(
        "return {{ {}, memory: wasm.memory }};\n}}\n",
        names.join(", ")
    ));
    Ok(text)
}

/// Makes the glue notice memory growth. In WebAssembly growth detaches the old buffer; in the twin
/// the old buffer stays alive, and texts read through it are garbled.
pub fn follow_memory(glue: &str) -> Result<String> {
    let mut text = String::new();
    let mut patched = 0;
    for line in glue.lines() {
        let view = line
            .trim_start()
            .strip_prefix("if (")
            .and_then(|rest| rest.split_once(" === null || "))
            .filter(|(view, rest)| {
                view.starts_with("cached")
                    && (rest.contains(".byteLength === 0") || rest.contains(".buffer.detached"))
            });
        match view {
            Some((view, _)) => {
                patched += 1;
                text.push_str(&format!(
                    "    if ({view} === null || {view}.buffer !== wasm.memory.buffer) {{"
                ));
            }
            None => text.push_str(line),
        }
        text.push('\n');
    }
    if patched < 2 || text.contains(".detached") || text.contains(".byteLength === 0") {
        bail!(
            "the glue of wasm-bindgen no longer tests its memory views as expected ({patched} patched)"
        );
    }
    Ok(text)
}

/// The output of wasm2js as `instantiateTwin(imports)`.
pub fn twin_module(script: &str) -> Result<String> {
    let (body, _) = script
        .split_once("\nvar retasmFunc = asmFunc(")
        .context("wasm2js no longer ends its output as expected")?;
    let mut text = String::from("// Written by `cargo xtask build` with wasm2js.\n");
    for line in body.lines().filter(|line| !line.starts_with("import ")) {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("export function instantiateTwin(imports) { return asmFunc(imports); }\n");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_becomes_a_factory() {
        let glue = "export class Engine {\n}\nexport function version() {\n}\n\nlet wasmModule, wasmInstance, wasm;\nrest";
        let text = factory(glue).unwrap_or_default();
        assert!(text.contains("\nclass Engine {"), "{text}");
        assert!(
            text.contains("return { Engine, version, memory: wasm.memory };"),
            "{text}"
        );
        assert!(factory("export class Engine {}").is_err());
    }

    #[test]
    fn memory_views_follow_growth() {
        let glue = "    if (cachedA === null || cachedA.byteLength === 0) {\n    if (cachedB === null || cachedB.buffer.detached === true) {";
        let text = follow_memory(glue).unwrap_or_default();
        assert_eq!(text.matches(".buffer !== wasm.memory.buffer").count(), 2);
        assert!(follow_memory("nothing").is_err());
    }
}
