//! Where each value of a text stands: one scanner for RON and JSON, which share their brackets. It turns a path such as
//! `posts[3].crew` into a position, a position into a path, and the RON of an override into a value. It looks at
//! structure only; the real parsers judge the text.

mod scanner;

pub use scanner::read;

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

/// What is at a byte.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Path of the innermost value.
    pub path: String,
    /// First byte of the innermost brackets around it.
    pub around: usize,
    /// Their path.
    pub around_path: String,
    /// First byte and end of the number, text or word there.
    pub leaf: Option<(usize, usize)>,
    /// First byte and end of the name of a field there.
    pub name: Option<(usize, usize)>,
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

    /// Names and texts of the fields, when it has some.
    pub fn entries<'n, 't>(&'n self, text: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> + use<'n, 't> {
        let entries = match &self.shape {
            Shape::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(move |entry| {
            let value = &entry.value;
            (entry.name(text), &text[value.start as usize..value.end as usize])
        })
    }

    /// The path of the innermost value that holds a byte, list items by id where they have one; and what is there.
    pub fn at(&self, text: &str, offset: usize) -> Found {
        let mut path = String::new();
        let mut around = (self.start as usize, String::new());
        let mut name = None;
        let (node, path) = 'walk: {
            let mut node = self;
            let holds = |start: u32, end: u32| (start as usize..=end as usize).contains(&offset);
            loop {
                if !matches!(node.shape, Shape::Leaf) {
                    around = (node.start as usize, path.clone());
                }
                node = match &node.shape {
                    Shape::Leaf => break 'walk (node, path),
                    Shape::Named(_, inner) if holds(inner.start, inner.end) => inner,
                    Shape::Named(..) => break 'walk (node, path),
                    Shape::List(items) => match items.iter().position(|item| holds(item.start, item.end)) {
                        Some(index) => {
                            match items[index].id(text) {
                                Some(id) => path.push_str(&format!(".{id}")),
                                None => path.push_str(&format!("[{index}]")),
                            }
                            &items[index]
                        }
                        None => break 'walk (node, path),
                    },
                    Shape::Map(entries) => match entries.iter().find(|entry| holds(entry.start, entry.value.end)) {
                        Some(entry) if holds(entry.value.start, entry.value.end) => {
                            path.push_str(if path.is_empty() { "" } else { "." });
                            path.push_str(entry.name(text));
                            &entry.value
                        }
                        Some(entry) => {
                            name = Some((entry.start as usize, entry.end as usize));
                            break 'walk (node, path);
                        }
                        None => break 'walk (node, path),
                    },
                };
            }
        };
        let leaf = matches!(node.shape, Shape::Leaf).then_some((node.start as usize, node.end as usize));
        Found { path, around: around.0, around_path: around.1, leaf, name }
    }

    /// The id of an item, when it has a sound one.
    fn id<'t>(&self, text: &'t str) -> Option<&'t str> {
        let node = self.child(text, "id")?;
        let quoted = text[node.start as usize..node.end as usize].strip_prefix('"')?.strip_suffix('"')?;
        (!quoted.is_empty() && quoted.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
            .then_some(quoted)
    }
}

impl Entry {
    /// Its name.
    pub fn name<'t>(&self, text: &'t str) -> &'t str {
        let name = &text[self.start as usize..self.end as usize];
        name.strip_prefix("r#").unwrap_or(name)
    }
}

/// The steps of a path: `injects[3].action.fire` gives `injects`, `3`, `action`, `fire`.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split(['.', '[', ']']).filter(|step| !step.is_empty())
}
