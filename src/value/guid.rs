//! GUIDs as Dataverse and Finance write them: 32 hexadecimal digits in five groups, braces accepted.

use std::fmt;

/// A globally unique identifier. Prints in lower case with hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid(pub u128);

impl Guid {
    /// The GUID that `text` writes, with hyphens in their places, with or without braces, any case.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = match text.strip_prefix('{') {
            Some(rest) => rest.strip_suffix('}')?,
            None => text,
        };
        if inner.len() != 36 {
            return None;
        }
        let mut number: u128 = 0;
        for (at, byte) in inner.bytes().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if byte != b'-' {
                    return None;
                }
                continue;
            }
            let digit = char::from(byte).to_digit(16)?;
            number = (number << 4) | u128::from(digit);
        }
        Some(Self(number))
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.to_be_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_services_write() {
        let plain = "9f1c3f8e-2b4d-4a6f-8c0e-1d2b3a4c5d6e";
        assert_eq!(
            Guid::parse(plain).map(|g| g.to_string()).as_deref(),
            Some(plain)
        );
        let braces = format!("{{{}}}", plain.to_uppercase());
        assert_eq!(
            Guid::parse(&braces).map(|g| g.to_string()).as_deref(),
            Some(plain)
        );
        assert_eq!(Guid::parse("9f1c3f8e2b4d4a6f8c0e1d2b3a4c5d6e"), None);
        assert_eq!(Guid::parse("9f1c3f8e-2b4d-4a6f-8c0e-1d2b3a4c5d6g"), None);
    }
}
