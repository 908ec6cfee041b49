//! `cargo xtask`: the one front door (demo, build, test, ci, bench, serve).

mod browser;
mod demo;
mod glue;
mod tests;
mod tools;
mod wasm;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask <task>

  build            the npm package: WebAssembly with and without SIMD, its JavaScript twin, the typed face
  test             everything: Rust, the package in Node, types, the package and the page in a browser
  ci               what must hold before a change lands: format, lints, test, documentation, sizes
  bench [--json]   the package against JavaScript written by hand and other libraries
  demo [--once]    one complete example on the terminal, then the page (without --once)
  serve            the page alone, on localhost";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let task = arguments.first().map_or("", String::as_str);
    let options = arguments.get(1..).unwrap_or_default();
    std::env::set_current_dir(tools::root())?;
    match task {
        "build" => tools::without_options(options).and_then(|()| wasm::build_package()),
        "test" => tools::without_options(options).and_then(|()| tests::everything()),
        "ci" => tools::without_options(options).and_then(|()| tests::gate()),
        "bench" => {
            wasm::build_package()?;
            tools::node("benches/run.mjs").args(options).run()
        }
        "demo" => demo::demo(options),
        "serve" => {
            tools::without_options(options)?;
            wasm::build_package()?;
            demo::serve()
        }
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("no task `{other}`\n\n{USAGE}"),
    }
}
