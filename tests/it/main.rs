//! All integration tests in one binary; fixtures are data, skipped tests show as skipped.

mod corpus;
mod map;
mod schema;
mod wording;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = Vec::new();
    trials.extend(map::trials());
    trials.extend(schema::trials());
    trials.extend(wording::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
