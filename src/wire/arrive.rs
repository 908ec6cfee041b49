//! Taking a call's members out of a [`Tree`]. Unknown members are refused, so that a misspelt option
//! is not ignored; the messages are for developers.

use super::tree::{Member, Tree};
use std::borrow::Cow;

/// Why a tree is not the wanted shape.
pub(super) type Fault = String;

/// The members of an object, taken out by name.
pub(super) struct Taken {
    members: Vec<Member>,
    known: Vec<&'static str>,
}

impl Taken {
    /// The members of an object; nothing counts as an empty one.
    pub fn new(tree: Tree) -> Result<Self, Fault> {
        let members = match tree {
            Tree::Null => Vec::new(),
            Tree::Object(members) => members,
            other => return Err(wrong(&other, "an object")),
        };
        let known = Vec::new();
        Ok(Self { members, known })
    }

    /// Takes a member out; nothing when it is absent.
    pub fn take(&mut self, name: &'static str) -> Tree {
        self.known.push(name);
        match self.members.iter().position(|(known, _)| known == name) {
            Some(at) => self.members.swap_remove(at).1,
            None => Tree::Null,
        }
    }

    /// Takes a text out.
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, Fault> {
        match self.take(name) {
            Tree::Null => Ok(None),
            tree => text(tree).map(Some).map_err(|fault| within(name, &fault)),
        }
    }

    /// Takes a list of texts out.
    pub fn texts(&mut self, name: &'static str) -> Result<Option<Vec<String>>, Fault> {
        match self.take(name) {
            Tree::Null => Ok(None),
            tree => texts(tree).map(Some).map_err(|fault| within(name, &fault)),
        }
    }

    /// Takes a list out; an absent one is empty.
    pub fn list(&mut self, name: &'static str) -> Result<Vec<Tree>, Fault> {
        list(self.take(name)).map_err(|fault| within(name, &fault))
    }

    /// Takes an object out; an absent one is empty.
    pub fn object(&mut self, name: &'static str) -> Result<Vec<Member>, Fault> {
        match self.take(name) {
            Tree::Null => Ok(Vec::new()),
            Tree::Object(members) => Ok(members),
            other => Err(within(name, &wrong(&other, "an object"))),
        }
    }

    /// Takes an object of texts out; an absent one is empty.
    pub fn pairs(&mut self, name: &'static str) -> Result<Vec<(String, String)>, Fault> {
        let mut pairs = Vec::new();
        for (key, value) in self.object(name)? {
            let value = text(value).map_err(|fault| within(name, &fault))?;
            pairs.push((key.into_owned(), value));
        }
        Ok(pairs)
    }

    /// Takes a flag out; an absent one is false.
    pub fn flag(&mut self, name: &'static str) -> Result<bool, Fault> {
        match self.take(name) {
            Tree::Null => Ok(false),
            Tree::Boolean(flag) => Ok(flag),
            other => Err(within(name, &wrong(&other, "true or false"))),
        }
    }

    /// Takes a count out.
    pub fn count(&mut self, name: &'static str) -> Result<Option<u32>, Fault> {
        let tree = self.take(name);
        let count = match &tree {
            Tree::Null => return Ok(None),
            Tree::Whole(number) => u32::try_from(*number).ok(),
            _ => None,
        };
        count
            .map(Some)
            .ok_or_else(|| within(name, &wrong(&tree, "a count")))
    }

    /// Takes one of the words out and gives its meaning.
    pub fn one_of<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&'static str, T)],
    ) -> Result<Option<T>, Fault> {
        let Some(word) = self.text(name)? else {
            return Ok(None);
        };
        let found = words.iter().find(|(known, _)| *known == word);
        match found {
            Some((_, meaning)) => Ok(Some(*meaning)),
            None => {
                let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
                Err(unknown("variant", &word, &known))
            }
        }
    }

    /// Refuses what nobody took.
    pub fn end(self) -> Result<(), Fault> {
        let Some((name, _)) = self.members.first() else {
            return Ok(());
        };
        if self.known.iter().any(|known| known == name) {
            return Err(["duplicate field `", name, "`"].concat());
        }
        Err(unknown("field", name, &self.known))
    }
}

/// A list of trees; nothing counts as an empty one.
pub(super) fn list(tree: Tree) -> Result<Vec<Tree>, Fault> {
    match tree {
        Tree::Null => Ok(Vec::new()),
        Tree::List(list) => Ok(list),
        other => Err(wrong(&other, "a list")),
    }
}

/// A text.
pub(super) fn text(tree: Tree) -> Result<String, Fault> {
    match tree {
        Tree::Text(text) => Ok(Cow::into_owned(text)),
        other => Err(wrong(&other, "a text")),
    }
}

/// A list of texts.
pub(super) fn texts(tree: Tree) -> Result<Vec<String>, Fault> {
    let mut out = Vec::new();
    for item in list(tree)? {
        out.push(text(item)?);
    }
    Ok(out)
}

/// Text or bytes, as bytes.
pub(super) fn bytes(tree: Tree) -> Result<Vec<u8>, Fault> {
    match tree {
        Tree::Text(text) => Ok(Cow::into_owned(text).into_bytes()),
        Tree::Bytes(bytes) => Ok(bytes),
        other => Err(wrong(&other, "a text or bytes")),
    }
}

/// A fault inside a member.
pub(super) fn within(name: &str, fault: &str) -> Fault {
    ["`", name, "`: ", fault].concat()
}

fn wrong(tree: &Tree, wanted: &str) -> Fault {
    let found = match tree {
        Tree::Null => "nothing",
        Tree::Boolean(_) => "boolean",
        Tree::Text(_) => "text",
        Tree::Bytes(_) => "bytes",
        Tree::List(_) => "list",
        Tree::Object(_) => "object",
        _ => "number",
    };
    ["invalid type: ", found, ", expected ", wanted].concat()
}

fn unknown(what: &str, name: &str, known: &[&str]) -> Fault {
    let known = known.join("`, `");
    [
        "unknown ",
        what,
        " `",
        name,
        "`, expected one of `",
        &known,
        "`",
    ]
    .concat()
}
