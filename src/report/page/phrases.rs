//! Thousands of sentences that say much the same, written short: a table of words, a table of pairs that often stand
//! together (of words, or of pairs made before), and each text as a row of both.

use std::collections::BTreeMap;

use serde::Serialize;

use super::packed::Packed;

/// How often a pair must stand in the texts before it pays to name it.
const PAYS: u32 = 6;
/// Pairs named in one pass, and most passes.
const IN_ONE_PASS: usize = 96;
const PASSES_MOST: usize = 64;
/// Marks the end of a text while pairs are looked for.
const END: u32 = u32::MAX;

/// Texts by number, each different one once.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    numbers: BTreeMap<String, u32>,
    texts: Vec<String>,
}

/// The texts as the page reads them. Symbols are words first, then pairs, each group as it was named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PackedPhrases {
    /// Words, apart at spaces.
    words: Vec<String>,
    /// Two symbols a pair.
    pairs: String,
    /// The symbols by their codes: the most frequent has the least.
    codes: String,
    /// For each text its length and the codes of its symbols.
    texts: String,
}

impl Phrases {
    /// None yet.
    pub fn new() -> Phrases {
        Phrases::default()
    }

    /// The number of a text, which is kept when it is new.
    pub fn add(&mut self, text: String) -> u32 {
        if let Some(&number) = self.numbers.get(&text) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }

    /// Writes them short.
    pub fn pack(&self) -> PackedPhrases {
        let (words, mut symbols) = words(&self.texts);
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for _ in 0..PASSES_MOST {
            let named = frequent_pairs(&symbols);
            if named.is_empty() {
                break;
            }
            let first = (words.len() + pairs.len()) as u32;
            pairs.extend(&named);
            replace(&mut symbols, &named, first);
        }
        let codes = by_frequency(&symbols, words.len() + pairs.len());
        let mut code_of = vec![0_u64; codes.len()];
        for (code, &symbol) in codes.iter().enumerate() {
            code_of[symbol as usize] = code as u64;
        }
        let mut texts = Packed::new();
        for text in symbols.split(|&symbol| symbol == END).take(self.texts.len()) {
            texts.push(text.len() as u64);
            text.iter().for_each(|&symbol| texts.push(code_of[symbol as usize]));
        }
        PackedPhrases {
            words,
            pairs: pairs
                .iter()
                .flat_map(|&(one, other)| [u64::from(one), u64::from(other)])
                .collect::<Packed>()
                .finish(),
            codes: codes.iter().map(|&symbol| u64::from(symbol)).collect::<Packed>().finish(),
            texts: texts.finish(),
        }
    }
}

/// The different words, and all texts as their numbers, each text followed by [`END`].
fn words(texts: &[String]) -> (Vec<String>, Vec<u32>) {
    let mut words: Vec<String> = Vec::new();
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut symbols = Vec::new();
    for text in texts {
        for word in text.split(' ') {
            let number = *numbers.entry(word).or_insert_with(|| {
                words.push(word.to_string());
                words.len() as u32 - 1
            });
            symbols.push(number);
        }
        symbols.push(END);
    }
    (words, symbols)
}

/// Pairs that stand together often, the most frequent first; none ends where another may begin, so that replacing one
/// takes no chance from another.
fn frequent_pairs(symbols: &[u32]) -> Vec<(u32, u32)> {
    let mut seen: Vec<(u32, u32)> =
        symbols.windows(2).filter(|pair| pair[0] != END && pair[1] != END).map(|pair| (pair[0], pair[1])).collect();
    seen.sort_unstable();
    let mut counted: Vec<(u32, (u32, u32))> = seen
        .chunk_by(|one, other| one == other)
        .map(|same| (same.len() as u32, same[0]))
        .filter(|&(count, _)| count >= PAYS)
        .collect();
    counted.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut named: Vec<(u32, u32)> = Vec::new();
    for (_, (one, other)) in counted {
        let meets = |&(left, right): &(u32, u32)| left == other || right == one || left == one || right == other;
        if !named.iter().any(meets) {
            named.push((one, other));
            if named.len() == IN_ONE_PASS {
                break;
            }
        }
    }
    named
}

/// Puts the symbol of a pair, counted from `first`, where the pair stands.
fn replace(symbols: &mut Vec<u32>, named: &[(u32, u32)], first: u32) {
    let symbol_of: BTreeMap<(u32, u32), u32> =
        named.iter().enumerate().map(|(index, &pair)| (pair, first + index as u32)).collect();
    let (mut read, mut write) = (0, 0);
    while read < symbols.len() {
        let pair = symbols.get(read + 1).and_then(|&next| symbol_of.get(&(symbols[read], next)));
        let (symbol, step) = pair.map_or((symbols[read], 1), |&symbol| (symbol, 2));
        symbols[write] = symbol;
        (read, write) = (read + step, write + 1);
    }
    symbols.truncate(write);
}

/// Symbols, the most frequent first.
fn by_frequency(symbols: &[u32], number: usize) -> Vec<u32> {
    let mut counts = vec![0_u32; number];
    symbols.iter().filter(|&&symbol| symbol != END).for_each(|&symbol| counts[symbol as usize] += 1);
    let mut sorted: Vec<u32> = (0..number as u32).collect();
    sorted.sort_by_key(|&symbol| std::cmp::Reverse(counts[symbol as usize]));
    sorted
}

#[cfg(test)]
mod tests {
    use super::super::packed::unpack;
    use super::*;

    /// Reads the texts as the script of the page does.
    fn read(packed: &PackedPhrases) -> Vec<String> {
        let pairs = unpack(&packed.pairs);
        let codes = unpack(&packed.codes);
        fn spell(symbol: usize, words: &[String], pairs: &[u64]) -> String {
            if symbol < words.len() {
                return words[symbol].clone();
            }
            let at = 2 * (symbol - words.len());
            format!("{} {}", spell(pairs[at] as usize, words, pairs), spell(pairs[at + 1] as usize, words, pairs))
        }
        let numbers = unpack(&packed.texts);
        let mut texts = Vec::new();
        let mut at = 0;
        while at < numbers.len() {
            let length = numbers[at] as usize;
            let spelt: Vec<String> = numbers[at + 1..=at + length]
                .iter()
                .map(|&code| spell(codes[code as usize] as usize, &packed.words, &pairs))
                .collect();
            texts.push(spelt.join(" "));
            at += 1 + length;
        }
        texts
    }

    #[test]
    fn texts_come_back_and_are_shorter() {
        let mut phrases = Phrases::new();
        let texts: Vec<String> = (0..400)
            .map(|number| {
                format!("the post at place {} fires on a village of the other side, {} wounded", number % 37, number)
            })
            .chain(["".to_string(), " two  spaces ".to_string(), "a a a a a a a a a a".to_string()])
            .collect();
        for (number, text) in texts.iter().enumerate() {
            assert_eq!(phrases.add(text.clone()), number as u32);
        }
        assert_eq!(phrases.add(texts[3].clone()), 3, "a text is kept once");
        let packed = phrases.pack();
        assert_eq!(read(&packed), texts);
        let plain: usize = texts.iter().map(String::len).sum();
        assert!(packed.texts.len() + packed.pairs.len() < plain / 6, "{} of {plain}", packed.texts.len());
        assert_eq!(Phrases::new().pack().words.len(), 0);
    }
}
