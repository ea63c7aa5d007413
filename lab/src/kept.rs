//! Things kept by number.

use crate::error::LabError;

/// Things by number; numbers are used again.
pub struct Kept<T> {
    things: Vec<Option<T>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept { things: Vec::new() }
    }
}

impl<T> Kept<T> {
    /// Keeps a thing; its number.
    pub fn keep(&mut self, thing: T) -> usize {
        if let Some(free) = self.things.iter().position(Option::is_none) {
            self.things[free] = Some(thing);
            return free;
        }
        self.things.push(Some(thing));
        self.things.len() - 1
    }

    /// A thing by number.
    pub fn get(&mut self, number: usize) -> Result<&mut T, LabError> {
        self.things.get_mut(number).and_then(Option::as_mut).ok_or_else(|| gone(number))
    }

    /// The same, to look at.
    pub fn seen(&self, number: usize) -> Result<&T, LabError> {
        self.things.get(number).and_then(Option::as_ref).ok_or_else(|| gone(number))
    }

    /// Forgets a thing, when it is there.
    pub fn forget(&mut self, number: usize) {
        if let Some(thing) = self.things.get_mut(number) {
            *thing = None;
        }
    }
}

fn gone(number: usize) -> LabError {
    LabError::request(format!("number {number}: nothing is kept there"))
}
