/* Reads the data of the page: columns of numbers, five bits a letter, and texts made of words that often stand together. */

const data = JSON.parse(document.getElementById("data").textContent);

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valueOfLetter = new Map(Array.from(letters, (letter, value) => [letter, value]));

function unpack(text) {
  const numbers = [];
  let number = 0;
  let factor = 1;
  for (const letter of text) {
    const value = valueOfLetter.get(letter);
    number += (value % 32) * factor;
    factor *= 32;
    if (value < 32) {
      numbers.push(number);
      number = 0;
      factor = 1;
    }
  }
  return numbers;
}

/* Twice the size, and one more below nought. */
function signed(number) {
  return number % 2 === 1 ? -(number - 1) / 2 : number / 2;
}

/* Numbers that were written as differences. */
function summed(text) {
  let sum = 0;
  return unpack(text).map((difference) => (sum += difference));
}

const phrases = (() => {
  const { words, pairs, codes, texts } = data.phrases;
  const halves = unpack(pairs);
  const symbols = unpack(codes);
  const packed = unpack(texts);
  const starts = [];
  for (let at = 0; at < packed.length; at += 1 + packed[at]) starts.push(at);
  const spelt = new Map();

  function spell(symbol) {
    if (symbol < words.length) return words[symbol];
    let text = spelt.get(symbol);
    if (text === undefined) {
      const at = 2 * (symbol - words.length);
      text = spell(halves[at]) + " " + spell(halves[at + 1]);
      spelt.set(symbol, text);
    }
    return text;
  }

  return {
    text(number) {
      const start = starts[number];
      const own = packed.slice(start + 1, start + 1 + packed[start]);
      return own.map((code) => spell(symbols[code])).join(" ");
    },
  };
})();

/* The truth log, an array a column, and what follows from it. */
const log = (() => {
  const packed = data.events;
  const number = packed.number;
  const causes = unpack(packed.causes).map((back, event) => (back === 0 ? -1 : event - back));
  const killed = new Uint32Array(number);
  const wounded = new Uint32Array(number);
  const harm = unpack(packed.harm);
  for (let at = 0, event = 0; at < harm.length; at += 3) {
    event += harm[at];
    killed[event] = harm[at + 1];
    wounded[event] = harm[at + 2];
  }
  const offspring = new Map();
  causes.forEach((cause, event) => {
    if (cause < 0) return;
    if (!offspring.has(cause)) offspring.set(cause, []);
    offspring.get(cause).push(event);
  });
  /* Later events come after their causes, so that one pass from the end adds up what each set off. */
  const events = new Uint32Array(number);
  const deaths = new Uint32Array(number);
  const injuries = new Uint32Array(number);
  for (let event = number - 1; event >= 0; event -= 1) {
    const cause = causes[event];
    if (cause < 0) continue;
    events[cause] += events[event] + 1;
    deaths[cause] += deaths[event] + killed[event];
    injuries[cause] += injuries[event] + wounded[event];
  }
  const reasons = unpack(packed.reasons);
  const reasonsFrom = [];
  for (let at = 0; at < reasons.length; at += 1 + reasons[at]) reasonsFrom.push(at);
  const sentences = unpack(packed.sentences);

  return {
    number,
    seconds: summed(packed.seconds),
    kinds: unpack(packed.kinds),
    sides: unpack(packed.sides),
    targets: unpack(packed.targets),
    rungs: unpack(packed.rungs),
    main: new Set(summed(packed.main)),
    causes,
    killed,
    wounded,
    /* What an event set off, itself left out. */
    setOff: { events, deaths, injuries },
    sentence: (event) => phrases.text(sentences[event]),
    reasons(event) {
      const at = reasonsFrom[event];
      return reasons.slice(at + 1, at + 1 + reasons[at]).map((number) => phrases.text(number));
    },
    offspring: (event) => offspring.get(event) || [],
    isAct: (event) => data.kinds[log.kinds[event]].act && log.rungs[event] >= 1,
    chain(event) {
      const chain = [];
      for (let at = event; at >= 0; at = causes[at]) chain.unshift(at);
      return chain;
    },
  };
})();

/* The stops of the slider, with the numbers at each. */
const moments = (() => {
  const seconds = summed(data.moments.seconds);
  const columns = data.moments.columns.map((column) => {
    const values = new Int32Array(seconds.length);
    const changes = unpack(column.changes);
    let value = 0;
    let moment = 0;
    for (let at = 0; at < changes.length; at += 2) {
      const until = moment + changes[at];
      values.fill(value, moment, until);
      moment = until;
      value += signed(changes[at + 1]);
    }
    values.fill(value, moment);
    return { name: column.name, side: column.side, claimant: column.claimant - 1, values };
  });
  return { seconds, columns, last: seconds.length - 1 };
})();
