//! Where each value of a text stands: one scanner for RON and JSON, which share their brackets. It turns a path such as
//! `posts[3].crew` into a position, a position into a path, and the RON of an override into a value. It looks at
//! structure only; the real parsers judge the text.

use super::limits;

/// A value and where it stands, in bytes.
#[derive(Clone, Debug)]
pub struct Node {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What is inside.
    pub shape: Shape,
}

/// What is inside a value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Number, text, word.
    Leaf,
    /// Items.
    List(Vec<Node>),
    /// Named fields.
    Map(Vec<Entry>),
    /// A name with something in parentheses: a variant, or the name of a structure.
    Named(u32, Box<Node>),
}

/// A field: where its name stands, and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// First byte of the name, without quotes.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Its value.
    pub value: Node,
}

/// Why a text has no layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Brackets nest deeper than the limit, at this byte.
    TooDeep(usize),
    /// More values than the limit, at this byte.
    TooMany(usize),
    /// Not a text that a parser would accept.
    Malformed,
}

/// Reads the layout of a text.
pub fn read(text: &str) -> Result<Node, Trouble> {
    let mut scanner = Scanner { bytes: text.as_bytes(), position: 0, depth: 0, values: 0 };
    scanner.skip_attributes()?;
    let node = scanner.value()?;
    scanner.skip_space()?;
    if scanner.position == scanner.bytes.len() { Ok(node) } else { Err(Trouble::Malformed) }
}

impl Node {
    /// The value at a path of `fields` and `[indices]`, as far as it exists, and whether it exists to the end.
    pub fn descend<'n>(&'n self, text: &str, path: &str) -> (&'n Node, bool) {
        let mut node = self;
        for step in steps(path) {
            match node.child(text, step) {
                Some(child) => node = child,
                None => return (node, false),
            }
        }
        (node, true)
    }

    fn child(&self, text: &str, step: &str) -> Option<&Node> {
        match &self.shape {
            Shape::Leaf => None,
            Shape::List(items) => items.get(step.parse::<usize>().ok()?),
            Shape::Map(entries) => entries.iter().find(|entry| entry.name(text) == step).map(|entry| &entry.value),
            Shape::Named(end, inner) if &text[self.start as usize..*end as usize] == step => Some(inner),
            Shape::Named(_, inner) => inner.child(text, step),
        }
    }

    /// The path of the innermost value that holds a byte.
    pub fn path_at(&self, text: &str, offset: usize) -> String {
        let mut path = String::new();
        let mut node = self;
        let holds = |start: u32, end: u32| (start as usize..=end as usize).contains(&offset);
        loop {
            node = match &node.shape {
                Shape::Leaf => return path,
                Shape::Named(_, inner) if holds(inner.start, inner.end) => inner,
                Shape::Named(..) => return path,
                Shape::List(items) => match items.iter().position(|item| holds(item.start, item.end)) {
                    Some(index) => {
                        path.push_str(&format!("[{index}]"));
                        &items[index]
                    }
                    None => return path,
                },
                Shape::Map(entries) => match entries.iter().find(|entry| holds(entry.start, entry.value.end)) {
                    Some(entry) => {
                        if !path.is_empty() {
                            path.push('.');
                        }
                        path.push_str(entry.name(text));
                        if !holds(entry.value.start, entry.value.end) {
                            return path;
                        }
                        &entry.value
                    }
                    None => return path,
                },
            }
        }
    }
}

impl Entry {
    /// Its name.
    pub fn name<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The steps of a path: `injects[3].action.fire` gives `injects`, `3`, `action`, `fire`.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split(['.', '[', ']']).filter(|step| !step.is_empty())
}

struct Scanner<'t> {
    bytes: &'t [u8],
    position: usize,
    depth: usize,
    values: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn starts_with(&self, prefix: &[u8]) -> bool {
        self.bytes[self.position..].starts_with(prefix)
    }

    fn find(&self, needle: &[u8]) -> Result<usize, Trouble> {
        let rest = &self.bytes[self.position..];
        rest.windows(needle.len())
            .position(|window| window == needle)
            .map(|found| self.position + found)
            .ok_or(Trouble::Malformed)
    }

    fn skip_space(&mut self) -> Result<(), Trouble> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.position += 1,
                Some(b'/') if self.starts_with(b"//") => {
                    self.position = self.find(b"\n").unwrap_or(self.bytes.len());
                }
                Some(b'/') if self.starts_with(b"/*") => self.skip_block_comment()?,
                _ => return Ok(()),
            }
        }
    }

    /// Block comments nest in RON.
    fn skip_block_comment(&mut self) -> Result<(), Trouble> {
        let mut level = 0_usize;
        loop {
            if self.starts_with(b"/*") {
                (level, self.position) = (level + 1, self.position + 2);
            } else if self.starts_with(b"*/") {
                (level, self.position) = (level - 1, self.position + 2);
                if level == 0 {
                    return Ok(());
                }
            } else if self.position < self.bytes.len() {
                self.position += 1;
            } else {
                return Err(Trouble::Malformed);
            }
        }
    }

    /// `#![enable(...)]` lines at the head of a RON text.
    fn skip_attributes(&mut self) -> Result<(), Trouble> {
        self.skip_space()?;
        while self.starts_with(b"#!") {
            self.position = self.find(b"]")? + 1;
            self.skip_space()?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Node, Trouble> {
        self.skip_space()?;
        self.values += 1;
        if self.values > limits::VALUES {
            return Err(Trouble::TooMany(self.position));
        }
        let start = self.position;
        let shape = match self.peek().ok_or(Trouble::Malformed)? {
            b'(' | b'[' | b'{' => self.bracket()?,
            b'"' => self.text()?,
            b'\'' => self.character()?,
            b'r' if self.starts_with(b"r\"") || self.starts_with(b"r#\"") || self.starts_with(b"r##") => {
                self.raw_text()?
            }
            _ => return self.word(),
        };
        Ok(Node { start: start as u32, end: self.position as u32, shape })
    }

    fn bracket(&mut self) -> Result<Shape, Trouble> {
        self.depth += 1;
        if self.depth > limits::NESTING {
            return Err(Trouble::TooDeep(self.position));
        }
        let open = self.bytes[self.position];
        let close = match open {
            b'(' => b')',
            b'[' => b']',
            _ => b'}',
        };
        self.position += 1;
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        loop {
            self.skip_space()?;
            if self.peek().ok_or(Trouble::Malformed)? == close {
                self.position += 1;
                break;
            }
            match if open == b'[' { None } else { self.key()? } {
                Some((start, end)) => {
                    let value = self.value()?;
                    entries.push(Entry { start: start as u32, end: end as u32, value });
                }
                None => items.push(self.value()?),
            }
            self.skip_space()?;
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(byte) if byte == close => {}
                _ => return Err(Trouble::Malformed),
            }
        }
        self.depth -= 1;
        Ok(if items.is_empty() && open != b'[' { Shape::Map(entries) } else { Shape::List(items) })
    }

    /// The name of a field with its colon; nothing, and nowhere further, when there is none.
    fn key(&mut self) -> Result<Option<(usize, usize)>, Trouble> {
        let before = self.position;
        let (start, end) = if self.peek() == Some(b'"') {
            self.text()?;
            (before + 1, self.position - 1)
        } else {
            self.skip_word();
            (before, self.position)
        };
        self.skip_space()?;
        if end > start && self.peek() == Some(b':') && !self.starts_with(b"::") {
            self.position += 1;
            return Ok(Some((start, end)));
        }
        self.position = before;
        Ok(None)
    }

    fn skip_word(&mut self) {
        while let Some(byte) = self.peek() {
            let inside =
                byte.is_ascii_alphanumeric() || byte >= 128 || matches!(byte, b'_' | b'-' | b'+' | b'.' | b'#');
            if !inside {
                return;
            }
            self.position += 1;
        }
    }

    /// A number or an identifier, perhaps with something in parentheses.
    fn word(&mut self) -> Result<Node, Trouble> {
        let start = self.position;
        self.skip_word();
        let end = self.position;
        if start == end {
            return Err(Trouble::Malformed);
        }
        self.skip_space()?;
        if self.peek() != Some(b'(') {
            self.position = end;
            return Ok(Node { start: start as u32, end: end as u32, shape: Shape::Leaf });
        }
        let inner_start = self.position;
        let inner = Node { start: inner_start as u32, shape: self.bracket()?, end: self.position as u32 };
        if let (b"Some", Shape::List(items)) = (&self.bytes[start..end], &inner.shape)
            && let [only] = items.as_slice()
        {
            return Ok(only.clone());
        }
        Ok(Node { start: start as u32, end: self.position as u32, shape: Shape::Named(end as u32, Box::new(inner)) })
    }

    fn text(&mut self) -> Result<Shape, Trouble> {
        self.position += 1;
        loop {
            match self.peek().ok_or(Trouble::Malformed)? {
                b'"' => break,
                b'\\' => self.position += 2,
                _ => self.position += 1,
            }
        }
        self.position += 1;
        Ok(Shape::Leaf)
    }

    fn raw_text(&mut self) -> Result<Shape, Trouble> {
        self.position += 1;
        let mut end = vec![b'"'];
        while self.peek() == Some(b'#') {
            self.position += 1;
            end.push(b'#');
        }
        self.position += 1;
        if self.position > self.bytes.len() {
            return Err(Trouble::Malformed);
        }
        self.position = self.find(&end)? + end.len();
        Ok(Shape::Leaf)
    }

    fn character(&mut self) -> Result<Shape, Trouble> {
        self.position += 1;
        if self.peek() == Some(b'\\') {
            self.position += 1;
        }
        self.position = (self.position + 1).min(self.bytes.len());
        self.position = self.find(b"'")? + 1;
        Ok(Shape::Leaf)
    }
}
