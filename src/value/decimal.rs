//! Exact decimal numbers: an integer of up to 38 digits and a count of decimal places.
//!
//! Holds every Dataverse decimal and currency value (at most 12 places), every Finance `Real` and
//! every 64-bit integer without loss. Zero has no sign; equal values compare and hash alike however
//! many trailing zeros they carry (`1.50` equals `1.5`, and each prints as it was read).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Most decimal places and digits that a [`Decimal`] holds.
const LIMIT: u8 = 38;

/// Why a text is no [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Not a number as JSON writes numbers; `NaN`, grouping and other decimal signs are refused.
    Syntax,
    /// More digits or places than 38 hold.
    TooLarge,
}

/// An exact decimal number, `coefficient × 10^-places`.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    coefficient: i128,
    places: u8,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        coefficient: 0,
        places: 0,
    };

    /// `coefficient × 10^-places`; `None` with more than 38 places.
    pub fn from_parts(coefficient: i128, places: u8) -> Option<Self> {
        (places <= LIMIT).then_some(Self {
            coefficient,
            places,
        })
    }

    /// The number that `text` writes as JSON does: sign, digits, fraction, exponent. Leading zeros
    /// and a leading `+` are accepted, since exports write them; anything else is refused.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let bytes = text.as_bytes();
        let (negative, rest) = match bytes.split_first() {
            Some((b'-', rest)) => (true, rest),
            Some((b'+', rest)) => (false, rest),
            _ => (false, bytes),
        };
        let mut coefficient: i128 = 0;
        let mut places: i64 = 0;
        let mut zeros: i64 = 0;
        let mut digits = 0u32;
        let mut in_fraction = false;
        let mut rest = rest.iter();
        let mut exponent: i64 = 0;
        while let Some(byte) = rest.next() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits.saturating_add(1);
                    let digit = i128::from(byte.wrapping_sub(b'0'));
                    if in_fraction {
                        places = places.saturating_add(1);
                    }
                    // Trailing zeros are added only when another digit follows, so that
                    // `1` followed by forty fraction zeros still fits.
                    if digit == 0 && coefficient != 0 {
                        zeros = zeros.saturating_add(1);
                        continue;
                    }
                    let pending = std::mem::take(&mut zeros);
                    for _ in 0..pending {
                        coefficient = coefficient.checked_mul(10).ok_or(DecimalError::TooLarge)?;
                    }
                    coefficient = coefficient
                        .checked_mul(10)
                        .and_then(|c| c.checked_add(digit))
                        .ok_or(DecimalError::TooLarge)?;
                }
                b'.' if !in_fraction && digits > 0 => {
                    in_fraction = true;
                }
                b'e' | b'E' if digits > 0 => {
                    exponent = parse_exponent(rest.as_slice())?;
                    rest = [].iter();
                }
                _ => return Err(DecimalError::Syntax),
            }
        }
        if digits == 0 || (in_fraction && places == 0) {
            return Err(DecimalError::Syntax);
        }
        if negative {
            coefficient = coefficient.saturating_neg();
        }
        // The value is coefficient × 10^(zeros + exponent - places).
        Self::scaled(coefficient, zeros, places.saturating_sub(exponent))
    }

    /// `coefficient × 10^zeros × 10^-places`, keeping the written places where they fit.
    fn scaled(mut coefficient: i128, zeros: i64, places: i64) -> Result<Self, DecimalError> {
        if coefficient == 0 {
            let places = u8::try_from(places.clamp(0, i64::from(LIMIT))).unwrap_or(0);
            return Ok(Self {
                coefficient: 0,
                places,
            });
        }
        let mut zeros = zeros;
        let mut places = places;
        if places > i64::from(LIMIT) {
            let drop = places.saturating_sub(i64::from(LIMIT)).min(zeros);
            zeros = zeros.saturating_sub(drop);
            places = places.saturating_sub(drop);
        }
        if places < 0 {
            zeros = zeros.saturating_sub(places);
            places = 0;
        }
        if zeros > i64::from(LIMIT).saturating_add(i64::from(LIMIT)) {
            return Err(DecimalError::TooLarge);
        }
        while zeros > 0 {
            match coefficient.checked_mul(10) {
                Some(more) => {
                    coefficient = more;
                    zeros = zeros.saturating_sub(1);
                }
                // Digits that are only trailing zeros of a fraction may go.
                None if places >= zeros => {
                    places = places.saturating_sub(zeros);
                    zeros = 0;
                }
                None => return Err(DecimalError::TooLarge),
            }
        }
        let places = u8::try_from(places).map_err(|_| DecimalError::TooLarge)?;
        Self::from_parts(coefficient, places).ok_or(DecimalError::TooLarge)
    }

    /// Decimal places as written (`1.50` has 2).
    pub fn places(self) -> u8 {
        self.places
    }

    /// Decimal places that count (`1.50` has 1).
    pub fn significant_places(self) -> u8 {
        self.normalized().places
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// The whole number it is, when it has no fraction and fits 64 bits.
    pub fn to_i64(self) -> Option<i64> {
        let plain = self.normalized();
        if plain.places != 0 {
            return None;
        }
        i64::try_from(plain.coefficient).ok()
    }

    /// Rounded half away from zero to at most `places` decimal places; the flag tells whether
    /// digits were lost.
    pub fn rounded(self, places: u8) -> (Self, bool) {
        let Some(drop) = self.places.checked_sub(places).filter(|drop| *drop > 0) else {
            return (self, false);
        };
        let Some(divisor) = power_of_ten(drop) else {
            return (Self::ZERO, self.coefficient != 0);
        };
        let quotient = self.coefficient.checked_div(divisor).unwrap_or(0);
        let rest = self.coefficient.checked_rem(divisor).unwrap_or(0);
        let twice = rest.saturating_abs().saturating_mul(2);
        let away = if twice >= divisor {
            self.coefficient.signum()
        } else {
            0
        };
        let rounded = Self {
            coefficient: quotient.saturating_add(away),
            places,
        };
        (rounded, rest != 0)
    }

    /// The same value without trailing zeros in its fraction.
    pub fn normalized(self) -> Self {
        let mut plain = self;
        while plain.places > 0 && plain.coefficient.checked_rem(10) == Some(0) {
            plain.coefficient = plain.coefficient.checked_div(10).unwrap_or(0);
            plain.places = plain.places.saturating_sub(1);
        }
        plain
    }

    /// Whether a binary double (a JavaScript number) holds the value exactly: at most 15
    /// significant digits always survive the way there and back.
    pub fn fits_double(self) -> bool {
        let plain = self.normalized();
        if plain.places == 0 && plain.coefficient.unsigned_abs() <= 1 << 53 {
            return true;
        }
        plain.coefficient.unsigned_abs() < 1_000_000_000_000_000
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self {
            coefficient: i128::from(value),
            places: 0,
        }
    }
}

impl fmt::Display for Decimal {
    /// Plain digits, never an exponent; the places as written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.coefficient.unsigned_abs().to_string();
        if self.coefficient < 0 {
            f.write_str("-")?;
        }
        let places = usize::from(self.places);
        if places == 0 {
            return f.write_str(&digits);
        }
        let padded = format!("{digits:0>width$}", width = places.saturating_add(1));
        let split = padded.len().saturating_sub(places);
        let (whole, fraction) = padded.split_at_checked(split).unwrap_or(("0", "0"));
        write!(f, "{whole}.{fraction}")
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (self.normalized(), other.normalized());
        let places = left.places.max(right.places);
        let raise = |number: Self| {
            power_of_ten(places.saturating_sub(number.places))
                .and_then(|factor| number.coefficient.checked_mul(factor))
        };
        match (raise(left), raise(right)) {
            (Some(a), Some(b)) => a.cmp(&b),
            // Only a number of far larger size overflows when its places are raised.
            (None, Some(_)) => left.coefficient.signum().cmp(&0),
            (Some(_), None) => 0.cmp(&right.coefficient.signum()),
            (None, None) => whole(left).cmp(&whole(right)),
        }
    }
}

/// The part before the decimal point.
fn whole(number: Decimal) -> i128 {
    power_of_ten(number.places)
        .and_then(|divisor| number.coefficient.checked_div(divisor))
        .unwrap_or(0)
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.normalized(), other.normalized());
        left.coefficient == right.coefficient && left.places == right.places
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let plain = self.normalized();
        plain.coefficient.hash(state);
        plain.places.hash(state);
    }
}

fn power_of_ten(exponent: u8) -> Option<i128> {
    10i128.checked_pow(u32::from(exponent))
}

fn parse_exponent(bytes: &[u8]) -> Result<i64, DecimalError> {
    let (negative, digits) = match bytes.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, bytes),
    };
    if digits.is_empty() {
        return Err(DecimalError::Syntax);
    }
    let mut exponent: i64 = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return Err(DecimalError::Syntax);
        }
        exponent = exponent
            .saturating_mul(10)
            .saturating_add(i64::from(byte.wrapping_sub(b'0')));
    }
    let exponent = exponent.min(1 << 40);
    Ok(if negative {
        exponent.saturating_neg()
    } else {
        exponent
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or(Decimal {
            coefficient: -777,
            places: 0,
        })
    }

    #[test]
    fn reads_and_prints_exactly() {
        for (text, printed) in [
            ("0", "0"),
            ("-0", "0"),
            ("-0.00", "0.00"),
            ("007", "7"),
            ("1.50", "1.50"),
            ("9007199254740993", "9007199254740993"),
            ("12345678901234567.89", "12345678901234567.89"),
            ("-0.1234567890", "-0.1234567890"),
            ("0.123456789012", "0.123456789012"),
            ("1e3", "1000"),
            ("1.5E-3", "0.0015"),
            ("-12.5e+1", "-125"),
            (
                "1.0000000000000000000000000000000000000000",
                "1.00000000000000000000000000000000000000",
            ),
            (
                "170141183460469231731687303715884105727",
                "170141183460469231731687303715884105727",
            ),
        ] {
            assert_eq!(number(text).to_string(), printed, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_number_or_too_long() {
        for text in [
            "", "-", ".5", "1.", "1e", "1e+", "NaN", "1,5", " 1", "0x1", "1_0", "--1",
        ] {
            assert_eq!(
                Decimal::parse(text).err(),
                Some(DecimalError::Syntax),
                "{text}"
            );
        }
        for text in [
            "1e39",
            "1e-39",
            "999999999999999999999999999999999999999",
            "1e99999999999999999999",
        ] {
            assert_eq!(
                Decimal::parse(text).err(),
                Some(DecimalError::TooLarge),
                "{text}"
            );
        }
    }

    #[test]
    fn compares_by_value() {
        assert_eq!(number("1.50"), number("1.5"));
        assert!(number("-1") < number("0.1"));
        assert!(number("1e38") > number("0.00000000000000000000000000000000000001"));
        assert!(number("-1e38") < number("0.00000000000000000000000000000000000001"));
        assert!(number("0.3") > number("0.29999999999999999"));
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (text, places, rounded, lost) in [
            ("2.345", 2, "2.35", true),
            ("-2.345", 2, "-2.35", true),
            ("2.344", 2, "2.34", true),
            ("2.340", 2, "2.34", false),
            ("2.3", 2, "2.3", false),
            ("0.5", 0, "1", true),
        ] {
            let (result, loss) = number(text).rounded(places);
            assert_eq!(
                (result.to_string().as_str(), loss),
                (rounded, lost),
                "{text}"
            );
        }
    }

    #[test]
    fn knows_what_a_double_holds() {
        assert!(number("9007199254740992").fits_double());
        assert!(!number("9007199254740993").fits_double());
        assert!(number("0.1").fits_double());
        assert!(!number("12345678901234567.89").fits_double());
    }
}
