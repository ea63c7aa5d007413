//! Columns of whole numbers as short texts: each number in groups of five bits, the lowest first, a letter a group, as
//! source maps do. Small numbers take one letter.

/// The letters, by value; none of them means anything in JSON or in markup.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Bit of a letter that says that more follow.
const MORE: u64 = 32;

/// A column that grows.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    text: String,
}

impl Packed {
    /// An empty column.
    pub fn new() -> Packed {
        Packed::default()
    }

    /// Adds a number.
    pub fn push(&mut self, number: u64) {
        let mut rest = number;
        loop {
            let group = rest & (MORE - 1);
            rest >>= 5;
            let more = if rest > 0 { MORE } else { 0 };
            self.text.push(char::from(LETTERS[(group | more) as usize]));
            if rest == 0 {
                return;
            }
        }
    }

    /// Adds a number of either sign: twice its size, and one more when it is below nought.
    pub fn push_signed(&mut self, number: i64) {
        self.push(number.unsigned_abs() << 1 | u64::from(number < 0));
    }

    /// The column as a text.
    pub fn finish(self) -> String {
        self.text
    }
}

impl FromIterator<u64> for Packed {
    fn from_iter<T: IntoIterator<Item = u64>>(numbers: T) -> Packed {
        let mut packed = Packed::new();
        numbers.into_iter().for_each(|number| packed.push(number));
        packed
    }
}

/// Reads a column back; for tests of what the page will read.
#[cfg(test)]
pub fn unpack(text: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0, 0);
    for letter in text.bytes() {
        let value = LETTERS.iter().position(|&known| known == letter).unwrap() as u64;
        number |= (value & (MORE - 1)) << shift;
        shift += 5;
        if value & MORE == 0 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 31, 32, 1_023, 1_024, 86_400, (1 << 50) + 7];
        let text = numbers.into_iter().collect::<Packed>().finish();
        assert_eq!(unpack(&text), numbers);
        let small = [0, 1, 31].into_iter().collect::<Packed>().finish();
        assert_eq!(small, "ABf");
    }

    #[test]
    fn signs_are_kept_in_the_lowest_bit() {
        let mut packed = Packed::new();
        [0, 1, -1, 40, -40].into_iter().for_each(|number| packed.push_signed(number));
        assert_eq!(unpack(&packed.finish()), [0, 2, 3, 80, 81]);
    }
}
