//! The package: three Rust builds of one crate (SIMD, plain, and one without newer features that
//! becomes the JavaScript twin), their glue, and the typed face around them.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::glue;
use crate::tools::{self, Step};

/// One Rust build.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Variant {
    Simd,
    Plain,
    Twin,
}

impl Variant {
    const ALL: [Variant; 3] = [Variant::Simd, Variant::Plain, Variant::Twin];

    fn name(self) -> &'static str {
        match self {
            Variant::Simd => "simd",
            Variant::Plain => "plain",
            Variant::Twin => "twin",
        }
    }

    fn target_feature(self) -> &'static str {
        match self {
            Variant::Simd => "-C target-feature=+simd128",
            Variant::Plain => "",
            Variant::Twin => "-C target-cpu=mvp",
        }
    }
}

/// Features rustc turns on by default; wasm-opt must be told.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-bulk-memory-opt",
];

/// Builds `pkg/generated` where its inputs changed, then `pkg/dist`.
pub fn build_package() -> Result<()> {
    let started = Instant::now();
    tools::npm_packages()?;
    let generated = tools::root().join("pkg/generated");
    let stamp = generated.join("stamp");
    let inputs = inputs_hash()?;
    if fs::read_to_string(&stamp).is_ok_and(|text| text == inputs) {
        println!("  pkg/generated is up to date");
    } else {
        let _ = fs::remove_file(&stamp);
        fs::create_dir_all(&generated)?;
        add_target()?;
        compile_all()?;
        std::thread::scope(|scope| {
            let jobs = Variant::ALL.map(|variant| {
                let generated = &generated;
                scope.spawn(move || finish(variant, generated))
            });
            jobs.into_iter().try_for_each(|job| {
                job.join()
                    .map_err(|_| anyhow::anyhow!("a build step panicked"))?
            })
        })?;
        fs::write(&stamp, inputs)?;
    }
    tools::node("pkg/tools/bundle.mjs").run()?;
    println!(
        "  built pkg/dist in {:.1} s",
        started.elapsed().as_secs_f32()
    );
    Ok(())
}

/// `RUSTUP_AUTO_INSTALL=0` is common, so a toolchain file alone would not add the target.
fn add_target() -> Result<()> {
    let libraries = Step::new("rustc")
        .args([
            "--print",
            "target-libdir",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .output()?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    Step::new("rustup")
        .args(["target", "add", "wasm32-unknown-unknown"])
        .run()
        .context("the target wasm32-unknown-unknown is missing and rustup could not add it")
}

/// The three builds at once: each ends in one long single-threaded link-time optimisation.
fn compile_all() -> Result<()> {
    std::thread::scope(|scope| {
        let jobs = Variant::ALL.map(|variant| scope.spawn(move || compile(variant)));
        jobs.into_iter().try_for_each(|job| {
            job.join()
                .map_err(|_| anyhow::anyhow!("a build panicked"))?
        })
    })
}

fn compile(variant: Variant) -> Result<()> {
    let home = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")))
        .unwrap_or_default();
    let sysroot = Step::new("rustc").args(["--print", "sysroot"]).output()?;
    // Panic locations would otherwise carry this machine's paths into the package.
    let flags = format!(
        "{} --remap-path-prefix={home}=cargo --remap-path-prefix={}=rust --remap-path-prefix={}=.",
        variant.target_feature(),
        sysroot.trim(),
        tools::root().display()
    );
    let mut step = tools::cargo()
        .args([
            "build",
            "--quiet",
            "--release",
            "--lib",
            "--locked",
            "-p",
            "dual-write-preflight",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(target_dir(variant))
        .env("RUSTFLAGS", flags.trim())
        .quiet();
    if variant == Variant::Twin {
        // Without the section of target features wasm-bindgen leaves reference types off, which the
        // twin cannot have.
        step = step.env("CARGO_PROFILE_RELEASE_STRIP", "true");
    }
    step.run()
}

fn target_dir(variant: Variant) -> PathBuf {
    tools::target_dir().join("wasm").join(variant.name())
}

/// From what cargo built to what the typed face imports.
fn finish(variant: Variant, generated: &Path) -> Result<()> {
    let work = target_dir(variant).join("bindgen");
    fs::create_dir_all(&work)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(
            target_dir(variant).join("wasm32-unknown-unknown/release/dual_write_preflight.wasm"),
        )
        .out_name("engine")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .web(true)?;
    bindgen.generate(&work)?;
    let raw = work.join("engine_bg.wasm");
    let glue_text = fs::read_to_string(work.join("engine.js"))?;
    let name = variant.name();
    if variant == Variant::Twin {
        let low = work.join("low.wasm");
        wasm_tool("wasm-opt")
            .arg(&raw)
            .args(FEATURES.iter().take(4))
            .args([
                "-O3",
                "--llvm-memory-copy-fill-lowering",
                "--llvm-nontrapping-fptoint-lowering",
                "--signext-lowering",
                "-O2",
                "-o",
            ])
            .arg(&low)
            .run()?;
        let script = work.join("engine.twin.js");
        wasm_tool("wasm2js")
            .arg(&low)
            .args(["--enable-mutable-globals", "-O2", "-o"])
            .arg(&script)
            .run()?;
        fs::write(
            generated.join("twin.js"),
            glue::twin_module(&fs::read_to_string(&script)?)?,
        )?;
        fs::write(
            generated.join("glue-twin.js"),
            glue::factory(&glue::follow_memory(&glue_text)?)?,
        )?;
        return Ok(());
    }
    let optimised = generated.join(format!("engine-{name}.wasm"));
    let mut step = wasm_tool("wasm-opt").arg(&raw).args(FEATURES);
    if variant == Variant::Simd {
        step = step.arg("--enable-simd");
    }
    step.args(["-Os", "-o"]).arg(&optimised).run()?;
    fs::write(
        generated.join(format!("glue-{name}.js")),
        glue::factory(&glue_text)?,
    )?;
    Ok(())
}

/// A tool of the npm package `binaryen`.
fn wasm_tool(name: &str) -> Step {
    tools::npm_program("binaryen", &format!("bin/{name}"))
}

/// A hash of everything the generated files are made from.
fn inputs_hash() -> Result<String> {
    let root = tools::root();
    let mut files = ["Cargo.toml", "Cargo.lock", "package-lock.json"]
        .map(|name| root.join(name))
        .to_vec();
    collect(&root.join("src"), &mut files)?;
    collect(&root.join("xtask"), &mut files)?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(
            file.strip_prefix(&root)
                .unwrap_or(&file)
                .to_string_lossy()
                .as_bytes(),
        );
        hasher.write(&fs::read(&file).with_context(|| file.display().to_string())?);
        hasher.write_u8(0xff);
    }
    hasher.write(Step::new("rustc").arg("--version").output()?.as_bytes());
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
