//! All integration tests in one binary; fixtures are data, skipped tests show as skipped.

mod convert;
mod corpus;
mod expr;
mod hostile;
mod map;
mod notation;
mod records;
mod schema;
mod transform;
mod vectors;
mod wording;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = Vec::new();
    trials.extend(convert::trials());
    trials.extend(expr::trials());
    trials.extend(hostile::trials());
    trials.extend(map::trials());
    trials.extend(records::trials());
    trials.extend(schema::trials());
    trials.extend(transform::trials());
    trials.extend(vectors::trials());
    trials.extend(wording::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
