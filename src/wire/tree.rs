//! The one shape that crosses the border: what JSON and JavaScript objects have in common.
//!
//! Calls are read from a [`Tree`] and results turned into one, so that a format is spoken in one
//! place instead of once for every shape; in WebAssembly that is a third of the border's size.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A value as it crosses.
#[derive(Clone, Debug, Default)]
pub enum Tree {
    /// `null`, `undefined` or an absent member.
    #[default]
    Null,
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Double(f64),
    /// Text.
    Text(Cow<'static, str>),
    /// A number with all its digits; JSON text only.
    #[cfg(not(target_arch = "wasm32"))]
    Digits(Box<serde_json::value::RawValue>),
    /// Bytes (`Uint8Array`, `ArrayBuffer`); never in JSON text.
    Bytes(Vec<u8>),
    /// A list.
    List(Vec<Tree>),
    /// Members in order.
    Object(Vec<Member>),
}

/// A named value.
pub type Member = (Cow<'static, str>, Tree);

impl Tree {
    /// A fixed word.
    pub fn word(word: &'static str) -> Self {
        Self::Text(Cow::Borrowed(word))
    }

    /// A text of its own.
    pub fn text(text: &str) -> Self {
        Self::Text(Cow::Owned(text.to_owned()))
    }

    /// A count; counts stay far below 2^53.
    pub fn count(count: u64) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A list of texts.
    pub fn texts(texts: &[String]) -> Self {
        Self::List(texts.iter().map(|text| Self::text(text)).collect())
    }
}

/// A shape that leaves as a tree.
pub trait Leaves {
    /// The tree it stands for.
    fn tree(&self) -> Tree;
}

impl<T: Leaves> Leaves for [T] {
    fn tree(&self) -> Tree {
        Tree::List(self.iter().map(Leaves::tree).collect())
    }
}

/// The members of an object that leaves, added in order.
#[derive(Default)]
pub(super) struct Members(Vec<Member>);

impl Members {
    /// Adds a value.
    #[inline(never)]
    pub fn put(&mut self, name: &'static str, value: Tree) {
        self.0.push((Cow::Borrowed(name), value));
    }

    /// Adds a fixed word.
    #[inline(never)]
    pub fn word(&mut self, name: &'static str, word: &'static str) {
        self.put(name, Tree::word(word));
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.put(name, Tree::text(text));
    }

    /// Adds a text unless it is empty.
    #[inline(never)]
    pub fn filled(&mut self, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    /// Adds a text where there is one.
    #[inline(never)]
    pub fn some(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Adds a count.
    #[inline(never)]
    pub fn count(&mut self, name: &'static str, count: u64) {
        self.put(name, Tree::count(count));
    }

    /// The object.
    pub fn tree(self) -> Tree {
        Tree::Object(self.0)
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(flag) => serializer.serialize_bool(*flag),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Double(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Digits(raw) => raw.serialize(serializer),
            Self::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Self::List(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                for item in list {
                    out.serialize_element(item)?;
                }
                out.end()
            }
            Self::Object(members) => {
                let mut out = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    out.serialize_entry(name.as_ref(), value)?;
                }
                out.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TreeVisitor { depth: 0 }.deserialize(deserializer)
    }
}

/// Deepest nesting that is read; settings of packs may nest a little.
const DEEPEST: u32 = 64;

/// Reads one value and what is in it, down to [`DEEPEST`].
#[derive(Clone, Copy)]
struct TreeVisitor {
    depth: u32,
}

impl TreeVisitor {
    fn inside<E: Error>(self) -> Result<Self, E> {
        if self.depth >= DEEPEST {
            return Err(E::custom("options nest too deep"));
        }
        Ok(Self {
            depth: self.depth.saturating_add(1),
        })
    }
}

impl<'de> DeserializeSeed<'de> for TreeVisitor {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plain value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Tree, E> {
        Ok(Tree::Boolean(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        i64::try_from(number)
            .map(Tree::Whole)
            .map_err(|_| E::custom("a number is too large"))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Double(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::text(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Tree, E> {
        Ok(Tree::Text(Cow::Owned(text)))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Tree, E> {
        Ok(Tree::Bytes(bytes.to_vec()))
    }

    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Tree, E> {
        Ok(Tree::Bytes(bytes))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let inside = self.inside()?;
        let mut list = Vec::new();
        while let Some(item) = access.next_element_seed(inside)? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let inside = self.inside()?;
        let mut members = Vec::new();
        while let Some((name, value)) = access.next_entry_seed(inside, inside)? {
            let Tree::Text(name) = name else {
                return Err(A::Error::custom("a member's name is not a text"));
            };
            members.push((name, value));
        }
        Ok(Tree::Object(members))
    }
}
