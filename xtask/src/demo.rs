//! `demo` and `serve`: the main job on the bundled example, on the terminal and in the browser.

use anyhow::{Result, bail};

use crate::{tools, wasm};

/// Builds, runs the example on the terminal, then serves the page unless `--once`.
pub fn demo(options: &[String]) -> Result<()> {
    let once = match options {
        [] => false,
        [option] if option == "--once" => true,
        _ => bail!("demo knows the option --once only"),
    };
    wasm::build_package()?;
    tools::node("examples/customer/demo.mjs").run()?;
    if once {
        return Ok(());
    }
    serve()
}

/// Serves the page on localhost until stopped.
pub fn serve() -> Result<()> {
    tools::node("www/serve.mjs").run()
}
