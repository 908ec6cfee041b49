//! `cargo xtask`: the one front door (demo, build, test, ci, bench).
fn main() {}
