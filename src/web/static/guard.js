// src/guard in the browser: what stands in a text that could lead to a person, and what the writing aid asks. The same rules (rules.js
// and aid.js are printed from the packs when the server starts), the same order, the same answers; nothing is asked of the network.
// One thing only the server finds: the writer's own nine words.
import { Normaliser } from './normal.js';
import { Patterns } from './patterns.js';

const most_findings = 256, most_of_one = 64, most_looked_at = 4096;
const most_places_of_question = 8, most_looked_at_by_question = 512;
const stern = { stop: 0, ask: 1, hint: 2 };

// Lengths are compared in the bytes of UTF-8, as on the server.
const bytes_of = (c) => (c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
const text_of = (codes) => {
  let text = '';
  for (const c of codes) text += String.fromCodePoint(c);
  return text;
};
function byte_count(text) {
  let bytes = 0;
  for (const c of text) bytes += bytes_of(c.codePointAt(0));
  return bytes;
}

// --- checks (guard/checks.cpp) -------------------------------------------------------------------------------------------------

function is_iban(place) {
  let sum = 0;
  const code = place.replace(/[ .-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(code) || /[^ -~]/.test(place)) return false;
  for (const c of code.slice(4) + code.slice(0, 4)) sum = c <= '9' ? (sum * 10 + Number(c)) % 97 : (sum * 100 + c.charCodeAt(0) - 55) % 97;
  return sum === 1;
}

function is_luhn(place) {
  const digits = place.replace(/[ .-]/g, '');
  if (!/^[0-9]{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((all, digit, i) => {
    const twice = Number(digit) * 2;
    return all + (i % 2 === 0 ? Number(digit) : twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum > 0 && sum % 10 === 0;
}

// --- telephone numbers (guard/phone.cpp) -----------------------------------------------------------------------------------------

function is_date(place) {
  const found = /^([0-9]{1,4})([./-])([0-9]{1,4})\2([0-9]{1,4})$/.exec(place);
  if (!found) return false;
  let [day, month, year] = [found[1], found[3], found[4]].map(Number);
  if (day > 31) [day, year] = [year, day];
  const fits = (d, m) => d >= 1 && d <= 31 && m >= 1 && m <= 12;
  return (fits(day, month) || fits(month, day)) && (year < 100 || (year >= 1000 && year < 2200));
}

class Phones {
  constructor({ abroad, local }) {
    this.abroad = abroad;
    this.local = local.map(([prefix, must_prefix, lengths, pattern]) => ({ prefix, must_prefix, lengths, pattern: new RegExp(`^(?:${pattern})$`) }));
  }

  could_be(place) {
    const digits = place.replace(/[^0-9]/g, '');
    if (digits.length < 5 || digits.length > 18 || is_date(place)) return false;
    if (/^[ (]*\+/.test(place)) return this.#could_be_abroad(digits);
    return ['00', '011'].some((international) => digits.startsWith(international) && this.#could_be_abroad(digits.slice(international.length))) ||
      this.local.some((region) => this.#could_be_local(region, digits));
  }

  #could_be_abroad(digits) {
    for (let length = 1; length <= 3 && length < digits.length; length++) {
      const rest = digits.length - length, here = Number(digits.slice(0, length));
      const fits = ([code, prefix, lengths]) => code === here && ((lengths >> rest) & 1 || (prefix === '0' && digits[length] === '0' && (lengths >> (rest - 1)) & 1));
      if (this.abroad.some(fits)) return true;
    }
    return false;
  }

  #could_be_local({ prefix, must_prefix, lengths, pattern }, digits) {
    const prefixed = prefix !== '' && digits.startsWith(prefix);
    if (!prefixed && must_prefix) return false;
    const national = prefixed ? digits.slice(prefix.length) : digits;
    const fits = (tried) => ((lengths >> tried.length) & 1) === 1 && pattern.test(tried);
    if (must_prefix) return national.length !== digits.length && fits(national);
    return fits(national) || fits(digits);
  }
}

// --- first names (guard/names.cpp) -----------------------------------------------------------------------------------------------

const letters = new Map([['ø', 'o'], ['đ', 'd'], ['ð', 'd'], ['ł', 'l'], ['ŀ', 'l'], ['ħ', 'h'], ['ŧ', 't'], ['ß', 'ss'], ['æ', 'ae'], ['œ', 'oe'],
  ['þ', 'th'], ['ĳ', 'ij'], ['ı', 'i']]);
const longest_name = 24;

const fold_name = (word) => word.toLowerCase().replace(/[øđðłŀħŧßæœþĳı]/g, (c) => letters.get(c)).normalize('NFD').replace(/\p{M}/gu, '');

/** Each name begins with as many letters of the one before as its first sign says, counted from "0": "0anna4bel". */
function unfold_names(folded) {
  const names = new Set();
  let before = '';
  for (const [, kept, rest] of folded.matchAll(/([^a-z'])([a-z']*)/g)) names.add(before = before.slice(0, kept.charCodeAt(0) - 48) + rest);
  return names;
}

// Runs of letters; what begins with 0xE2 in UTF-8 is no letter.
const words_of = (place) => place.match(/[A-Za-z\u00C0-\u1FFF\u3000-\u{10FFFF}]+/gu) ?? [];
const has_capital = (word) => /^\p{Lu}/u.test(word);

class Names {
  constructor(folded) {
    this.folded = folded;
    this.names = null;
  }
  #listed(word) {
    this.names ??= unfold_names(this.folded);
    if (byte_count(word) > longest_name) return false;
    const folded = fold_name(word);
    return byte_count(folded) <= longest_name && this.names.has(folded);
  }
  holds_listed(place) {
    const words = words_of(place), capital = words.filter(has_capital);
    return (capital.length ? capital : words).some((word) => this.#listed(word));
  }
  /** Any in the text that begins with a capital, or with a letter beyond ASCII. */
  holds_capital(text) { return words_of(text).some((word) => !/^[a-z]/.test(word) && this.#listed(word)); }
}

// --- the guard (guard/guard.cpp) -------------------------------------------------------------------------------------------------

/** Of what overlaps, the sterner tier, then the longer one; by place. */
function without_overlaps(all) {
  const kept = [];
  all.sort((a, b) => stern[a.tier] - stern[b.tier] || b.bytes - a.bytes || a.begin - b.begin);
  for (const one of all) if (!kept.some((other) => other.begin < one.end && one.begin < other.end)) kept.push(one);
  return kept.sort((a, b) => a.begin - b.begin);
}

export class Guard {
  constructor({ tables, names, phones, lists, rules, says, stands_for }) {
    this.normaliser = new Normaliser(tables);
    this.rules = rules.map(([id, kind, tier, check, named, pattern, unless]) => ({ id, kind, tier, check, named, pattern, unless }));
    this.patterns = new Patterns(this.rules, lists);
    this.order = this.rules.map((_, i) => i).sort((a, b) => stern[this.rules[a].tier] - stern[this.rules[b].tier] || a - b);
    this.sentences = { says, stands_for };
    this.names = new Names(names);
    const known_phones = new Phones(phones);
    this.checks = {
      '': null, iban: is_iban, luhn: is_luhn, phone: (place) => known_phones.could_be(place), 'listed-name': (place) => this.names.holds_listed(place),
    };
  }

  /** [{tier, kind, rule, begin, end}] in the order of the text; begin and end as fields count. */
  read(text) {
    const { codes, original } = this.normaliser.read(text), signs = this.patterns.signs(codes), all = [], budget = { left: most_looked_at };
    const named_too = this.names.holds_capital(text_of(codes));
    for (const which of this.order) {
      const { id, kind, tier, check, named } = this.rules[which], asks = this.checks[check];
      if (named && !named_too) continue;
      const holds = asks ? (begin, end) => asks(text_of(codes.slice(begin, end))) : () => true;
      for (const place of this.patterns.places(which, signs, Math.min(most_of_one, most_findings - all.length), budget, holds)) {
        const [begin, end] = original(...place);
        all.push({ tier, kind, rule: id, begin, end, bytes: byte_count(text.slice(begin, end)) });
      }
    }
    return without_overlaps(all).map(({ bytes, ...finding }) => finding);
  }

  says(kind, language) { return this.#sentence(this.sentences.says, kind, language); }
  stands_for(kind, language) { return this.#sentence(this.sentences.stands_for, kind, language); }
  #sentence(sentences, kind, language) {
    for (const asked of [language, language.split('-')[0], 'en']) if (asked && sentences[asked]?.[kind]) return sentences[asked][kind];
    return kind;
  }
}

// --- the writing aid (guard/aid.cpp) ---------------------------------------------------------------------------------------------

export class Aid {
  constructor({ lists, packs }, normaliser) {
    this.normaliser = normaliser;
    this.lists = lists;
    this.packs = packs.map(({ language, questions }) => ({
      language, questions: questions.map(([id, kind, missing, asks, pattern, unless]) => ({ id, kind, missing, asks, pattern, unless })), patterns: null,
    }));
  }

  /** [{kind, id, asks, begin, end}]: in the order of the text, what is missing last and without a place. */
  ask(text, language) {
    const pack = this.packs.find((one) => one.language === language || one.language === language.split('-')[0]);
    const { codes, original } = this.normaliser.read(text);
    if (!pack || codes.every((c) => c === 32 || c === 10)) return [];
    pack.patterns ??= new Patterns(pack.questions, this.lists);
    const signs = pack.patterns.signs(codes), seen = [], missing = [];
    pack.questions.forEach((question, which) => {
      if (question.missing) {
        if (!pack.patterns.matches(which, signs)) missing.push({ kind: question.kind, id: question.id, asks: question.asks });
        return;
      }
      const budget = { left: most_looked_at_by_question };
      for (const [begin, end] of pack.patterns.places(which, signs, most_places_of_question, budget, () => true))
        seen.push({ question, begin, end, bytes: codes.slice(begin, end).reduce((sum, c) => sum + bytes_of(c), 0) });
    });
    const kept = [];
    for (const one of seen.sort((a, b) => b.bytes - a.bytes)) if (!kept.some((other) => other.begin < one.end && one.begin < other.end)) kept.push(one);
    const asked = new Map();
    for (const { question, begin, end } of kept.sort((a, b) => a.begin - b.begin)) {
      if (asked.has(question.id)) continue;
      const place = original(begin, end);
      asked.set(question.id, { kind: question.kind, id: question.id, asks: question.asks, begin: place[0], end: place[1] });
    }
    return [...asked.values(), ...missing];
  }
}
