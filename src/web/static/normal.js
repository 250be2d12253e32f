// guard/normal.h in the browser: a text with the tricks and habits of writing undone, step for step as guard/normal_steps.cpp does it,
// in code points and the places, in the field's own counting, that they came from.

const most_marks = 4;
const is_mark = (c) => c >= 0x300 && /\p{M}/u.test(String.fromCodePoint(c));
const is_trailing_jamo = (c) => c >= 0x1160 && c <= 0x11FF;
const is_line_break = (c) => c === 10 || c === 13 || c === 0x0B || c === 0x0C || c === 0x85 || c === 0x2028 || c === 0x2029;
const is_space = (c) => c === 32 || c === 9 || c === 0xA0 || (c >= 0x1680 && (c === 0x2800 || /\p{White_Space}/u.test(String.fromCodePoint(c))));
const is_digit = (c) => c >= 48 && c <= 57;
const is_latin = (c) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 0xC0 && c <= 0x24F && c !== 0xD7 && c !== 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
const is_latin_or_digit = (c) => is_latin(c) || is_digit(c);
const is_word = (c) => is_latin_or_digit(c) || c === 95 || (c >= 0x250 && /[\p{L}\p{Nd}]/u.test(String.fromCodePoint(c)));
const small = (c) => (c >= 65 && c <= 90 ? c + 32 : c);
const word_ends = new Set([' ', ',', '-', '.'].map((c) => c.codePointAt(0)));
const parting = new Set([' ', '.', '-', '_', '*'].map((c) => c.codePointAt(0)));
const closing = new Map([['(', ')'], ['[', ']'], ['{', '}'], ['<', '>']].map(([open, close]) => [open.codePointAt(0), close.codePointAt(0)]));
const code = (c) => c.codePointAt(0);
const [at_sign, dot, space, plus, dash, underscore] = ['@', '.', ' ', '+', '-', '_'].map(code);

function is_invisible(c) {
  if (c === 10 || c === 9) return false;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return c !== 13 && c !== 0x0B && c !== 0x0C && c !== 0x85;
  if (c < 0xAD) return false;
  return c === 0x20E3 || /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Co}]/u.test(String.fromCodePoint(c));
}

/** Code points, each with where it begins and ends in the text. */
class Units {
  c = []; begin = []; end = [];
  get length() { return this.c.length; }
  push(c, begin, end) {
    this.c.push(c);
    this.begin.push(begin);
    this.end.push(end);
  }
  take(from, at) { this.push(from.c[at], from.begin[at], from.end[at]); }
  take_all(from, at, end) { for (; at < end; at++) this.take(from, at); }
}

function decode(text) {
  const units = new Units();
  for (let at = 0; at < text.length;) {
    const c = text.codePointAt(at), begin = at;
    at += c > 0xFFFF ? 2 : 1;
    units.push(c, begin, at);
  }
  return units;
}

function compose(from) {
  const out = new Units();
  for (let at = 0; at < from.length;) {
    const first = at++, cluster = [from.c[first]];
    let end = from.end[first];
    for (let marks = 0; at < from.length; at++) {
      const c = from.c[at];
      if (is_invisible(c)) continue;
      if (!is_mark(c) && !is_trailing_jamo(c)) break;
      if (++marks > most_marks) continue;
      cluster.push(c);
      end = from.end[at];
    }
    if (cluster.length === 1 && cluster[0] < 0xA0) {
      out.push(cluster[0], from.begin[first], end);
      continue;
    }
    const normal = Array.from(String.fromCodePoint(...cluster).normalize('NFKC'), code), latin = normal[0] < 0x250;
    normal.forEach((c, place) => { if (place === 0 || !latin || !is_mark(c)) out.push(c, from.begin[first], end); });
  }
  return out;
}

/** What is known of words and signs: guard/tables.h, in rules.js. */
export class Normaliser {
  constructor({ lookalikes, zeros, ones, signs, digits, times }) {
    this.lookalikes = new Map(lookalikes);
    this.zeros = zeros;
    this.ones = ones;
    this.signs = signs.map(([word, sign]) => [Array.from(word, code), code(sign)]);
    this.digits = new Map(digits);
    this.times = new Map(times);
  }

  /** {codes, original(begin, end)}: code points, and where some of them stand in the text. */
  read(typed) {
    const text = typed.replace(/\p{Surrogate}/gu, '\uFFFD');   // half a pair: the browser sends it so
    const units = this.#plain_signs(compose(decode(text)));
    this.#fold_lookalikes(units);
    return placed(text, this.#write_digits(join_letters(this.#unbracket(units))));
  }

  #digit_of(c) {
    const zero = this.zeros.findLast((first) => first <= c);
    if (zero !== undefined && c - zero < 10) return 48 + c - zero;
    const one = this.ones.find((first) => c >= first && c - first < 9);
    return one === undefined ? 0 : 49 + c - one;
  }

  #plain_signs(from) {
    const out = new Units();
    for (let at = 0; at < from.length; at++) {
      let c = from.c[at];
      if (is_invisible(c)) continue;
      if (is_line_break(c)) {
        if (c === 13 && from.c[at + 1] === 10) continue;
        c = 10;
      } else if (is_space(c)) {
        if (out.length && out.c[out.length - 1] === space) continue;
        c = space;
      } else if (c === 0x2019 || c === 0x2BC) c = 39;
      else if (c === 0x3002 || c === 0x6D4) c = dot;
      else if (c >= 0x660) c = this.#digit_of(c) || c;
      out.push(c, from.begin[at], from.end[at]);
    }
    return out;
  }

  #fold_lookalikes({ c }) {
    const ties = (at) => c[at] === at_sign || (c[at] === dot && at > 0 && at + 1 < c.length && is_word(c[at - 1]) && is_word(c[at + 1]));
    for (let at = 0; at < c.length;) {
      if (!is_word(c[at])) { at++; continue; }
      let end = at, latin = false, alike = false;
      for (; end < c.length && is_word(c[end]); end++) {
        latin ||= is_latin(c[end]);
        alike ||= c[end] >= 0x250 && this.lookalikes.has(c[end]);
      }
      if (alike && (latin || (at > 0 && ties(at - 1)) || (end < c.length && ties(end))))
        for (let one = at; one < end; one++) c[one] = this.lookalikes.get(c[one]) ?? c[one];
      at = end;
    }
  }

  /** "(at)" at this place: the sign, and how many units it takes. */
  #bracketed(c, at) {
    const close = closing.get(c[at]);
    if (!close) return null;
    const word = c[at + 1] === space ? at + 2 : at + 1;
    for (const [letters, sign] of this.signs) {
      if (word + letters.length > c.length || !letters.every((letter, i) => small(c[word + i]) === letter)) continue;
      let end = word + letters.length;
      if (c[end] === space) end++;
      if (c[end] === close) return [sign, end + 1 - at];
    }
    return null;
  }
  #unbracket(from) {
    const out = new Units();
    for (let at = 0; at < from.length;) {
      const found = this.#bracketed(from.c, at);
      if (!found) { out.take(from, at++); continue; }
      out.push(found[0], from.begin[at], from.end[at + found[1] - 1]);
      at += found[1];
    }
    return out;
  }

  /** "seven" or "double seven": {digits, words, end}, or null. */
  #spoken(c, at) {
    const [word, end] = word_at(c, at);
    if (end < c.length && is_digit(c[end])) return null;
    if (this.digits.has(word)) return { digits: this.digits.get(word), words: 1, end };
    if (!this.times.has(word) || end + 1 >= c.length || c[end] !== space) return null;
    const [second, behind] = word_at(c, end + 1);
    return this.digits.has(second) ? { digits: this.digits.get(second).repeat(this.times.get(word)), words: 2, end: behind } : null;
  }

  #write_digits(from) {
    const out = new Units(), { c } = from;
    for (let at = 0; at < c.length;) {
      if (!is_latin_or_digit(c[at]) || (at > 0 && is_latin_or_digit(c[at - 1]))) { out.take(from, at++); continue; }
      const digits = [];
      let end = at, words = 0;
      for (let next = at; next < c.length && is_latin(c[next]);) {
        const spoken = this.#spoken(c, next);
        if (!spoken) break;
        for (const digit of spoken.digits) digits.push([code(digit), from.begin[next], from.end[spoken.end - 1]]);
        end = spoken.end;
        words += spoken.words;
        for (next = end; next < c.length && next < end + 2 && word_ends.has(c[next]);) next++;
        if (next === end) break;
      }
      if (words >= 3 && digits.length >= 4) for (const digit of digits) out.push(...digit);
      else out.take_all(from, at, end = Math.max(end, at + 1));
      at = end;
    }
    return out;
  }
}

function word_at(c, at) {
  let word = '', end = at;
  for (; end < c.length && is_latin(c[end]); end++) {
    const letter = c[end] === 0xE9 || c[end] === 0xC9 ? 101 : small(c[end]);
    if (word.length < 8) word += letter < 0x80 ? String.fromCharCode(letter) : '?';   // none of those we know is longer
  }
  return [word, end];
}

/** A run of single letters with one separator between them: where it ends, how many of it are letters or digits, and the last one. */
function spaced_run(c, at) {
  const run = { end: at + 1, letters: 1, last_letter: at }, separator = c[at + 1];
  if (!parting.has(separator)) return run;
  for (let next = at + 2; next < c.length && c[next - 1] === separator; next += 2) {
    const letter = is_latin_or_digit(c[next]);
    const other = c[next] === at_sign || (separator === space && [dot, dash, underscore, plus].includes(c[next]));
    if ((!letter && !other) || (letter && next + 1 < c.length && is_latin_or_digit(c[next + 1]))) break;
    run.end = next + 1;
    if (letter) {
      run.letters++;
      run.last_letter = next;
    }
  }
  return run;
}

function join_letters(from) {
  const out = new Units(), { c } = from;
  for (let at = 0; at < c.length;) {
    const starts = is_latin(c[at]) && (at === 0 || !is_latin_or_digit(c[at - 1])) && (at + 1 >= c.length || !is_latin_or_digit(c[at + 1]));
    const run = starts ? spaced_run(c, at) : null;
    if (!run || run.letters < 4) {
      const end = run ? Math.max(at + 1, run.end - 1) : at + 1;
      out.take_all(from, at, end);
      at = end;
      continue;
    }
    for (; at <= run.last_letter; at += 2) out.take(from, at);
    at = run.last_letter + 1;
  }
  return out;
}

/** Changes that touch in the text are one: each unit gets the text that its change covers, or its own. */
function placed(text, { c, begin, end }) {
  const changes = new Array(c.length);
  let before = 0, open = null;   // open: the change that ends right before this unit
  const change = (from, to) => {
    if (open && open.end >= from) open.end = Math.max(open.end, to);
    else open = { begin: from, end: to };
    return open;
  };
  for (let at = 0; at < c.length; at++) {
    if (begin[at] > before) change(before, begin[at]);   // something was dropped
    const same = begin[at] >= before && text.slice(begin[at], end[at]) === String.fromCodePoint(c[at]);
    if (same) open = null;
    else changes[at] = change(begin[at], end[at]);
    before = end[at];
  }
  if (before < text.length) change(before, text.length);
  return {
    codes: c,
    original: (from, to) => [changes[from]?.begin ?? begin[from], changes[to - 1]?.end ?? end[to - 1]],
  };
}
