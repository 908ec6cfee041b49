//! All integration tests in one binary; fixtures are data, skipped tests show as skipped.

mod check;
mod convert;
mod corpus;
mod english;
mod expr;
mod hostile;
mod made_up;
mod map;
mod notation;
mod pages;
mod readme;
mod records;
mod schema;
mod tidy;
mod transform;
mod vectors;
mod wording;
mod wording_text;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = Vec::new();
    trials.extend(check::trials());
    trials.extend(convert::trials());
    trials.extend(expr::trials());
    trials.extend(hostile::trials());
    trials.extend(map::trials());
    trials.extend(pages::trials());
    trials.extend(readme::trials());
    trials.extend(records::trials());
    trials.extend(schema::trials());
    trials.extend(tidy::trials());
    trials.extend(transform::trials());
    trials.extend(vectors::trials());
    trials.extend(wording::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
