// Finds the places of patterns in time that is linear in the text, whatever somebody types. The browser's own RegExp goes back and forth
// and can be made to take minutes; this reads as RE2 does on the server and finds the same places.
//
//   text of a pattern → tree → program (pattern.js) → states, made when a text first asks for them: the set of places in the program
//   where a reader could be, the likelier first (leftmost, first alternative). Read forwards it says where a match ends, read backwards
//   from there where it begins; only inside that the program itself is walked, for the place that is marked.
//
// Texts are signs of an alphabet: code points that no pattern tells apart are one sign.
import { Program, Reading, Sets, any, classes, done, edge, either, last, save, sign } from './pattern.js';

const most_states = 4000;   // of one program, then it starts anew

/** The signs of all patterns. */
class Alphabet {
  constructor(sets) {
    const begins = new Set([0]);
    for (const ranges of [...sets.all.map((set) => set.ranges), classes.w])
      for (let i = 0; i < ranges.length; i += 2) {
        begins.add(ranges[i]);
        if (ranges[i + 1] < last) begins.add(ranges[i + 1] + 1);
      }
    this.begins = Int32Array.from(begins).sort();
    this.size = this.begins.length;
    this.near = Uint16Array.from({ length: 0x2100 }, (_, c) => this.#search(c));
    for (const set of sets.all) set.signs = this.signs(set.ranges);
    this.all = this.signs(any);
    this.word = this.signs(classes.w);
  }
  #search(c) {
    let low = 0, high = this.size;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.begins[middle] <= c) low = middle;
      else high = middle;
    }
    return low;
  }
  of(c) { return c < this.near.length ? this.near[c] : this.#search(c); }
  /** First and last sign of each range. */
  signs(ranges) { return ranges.map((c) => this.of(c)); }
}

/** A program read by sets of places. `first`: what comes behind a match in the order of likelihood does not count. */
class States {
  constructor(program, alphabet, first) {
    this.program = program;
    this.first = first;
    this.seen = new Uint32Array(program.op.length);
    this.turn = 0;
    this.#letters(program, alphabet);
    this.#forget();
  }

  /** Signs that this program does not tell apart are one letter; the letter behind the last stands for the end of the text. */
  #letters({ sets, edges }, alphabet) {
    const told = new Int32Array(alphabet.size);
    let fresh = 1;
    const groups = sets.map((set) => (set.all ? null : set.signs));
    if (edges) groups.push(alphabet.word);
    for (const signs of groups) {
      const now = new Map();
      for (let i = 0; signs && i < signs.length; i += 2)
        for (let one = signs[i]; one <= signs[i + 1]; one++) {
          if (!now.has(told[one])) now.set(told[one], fresh++);
          told[one] = now.get(told[one]);
        }
    }
    const numbers = new Map();
    this.letter = Uint16Array.from(told, (one) => {
      if (!numbers.has(one)) numbers.set(one, numbers.size);
      return numbers.get(one);
    });
    this.end = numbers.size;
    this.width = this.end + 1;
    const members = (signs) => {
      const holds = new Uint8Array(this.width);
      for (let i = 0; i < signs.length; i += 2) for (let one = signs[i]; one <= signs[i + 1]; one++) holds[this.letter[one]] = 1;
      return holds;
    };
    this.holds = sets.map((set) => members(set.all ? alphabet.all : set.signs));
    this.word = edges ? members(alphabet.word) : new Uint8Array(this.width);
  }

  #forget() {
    this.known = new Map();
    this.places = [];
    this.marks = [];
    this.next = new Int32Array(0);
    this.state([], 0);   // 0: nothing can be found any more
  }

  /** marks: 1 a word's sign stands before, 2 the text begins here. */
  state(places, marks) {
    const key = `${marks}:${places.join()}`;
    let number = this.known.get(key);
    if (number !== undefined) return number;
    number = this.places.length;
    this.known.set(key, number);
    this.places.push(places);
    this.marks.push(marks);
    if (this.next.length < (number + 1) * this.width) {
      const larger = new Int32Array((number + 1) * 2 * this.width).fill(-1);
      larger.set(this.next);
      this.next = larger;
    }
    return number;
  }

  begin(before, at_begin) { return this.state([this.program.start], (before >= 0 ? this.word[this.letter[before]] : 0) | (at_begin ? 2 : 0)); }

  holds_edge(which, marks, letter) {
    switch (which) {
      case '^': return (marks & 2) !== 0;
      case '$': return letter === this.end;
      case 'b': return (marks & 1) !== this.word[letter];
      default: return (marks & 1) === this.word[letter];
    }
  }

  /** The state behind that letter, times two, and one more when a match ends before it. */
  step(from, letter) {
    const { op, x, y } = this.program, marks = this.marks[from];
    const stack = this.places[from].slice().reverse(), after = [], taken = new Set();
    this.turn++;
    let matched = 0;
    while (stack.length) {
      const at = stack.pop();
      if (this.seen[at] === this.turn) continue;
      this.seen[at] = this.turn;
      switch (op[at]) {
        case sign: if (this.holds[x[at]][letter] && !taken.has(y[at])) { taken.add(y[at]); after.push(y[at]); } break;
        case either: stack.push(y[at], x[at]); break;
        case edge: if (this.holds_edge(x[at], marks, letter)) stack.push(y[at]); break;
        case save: stack.push(y[at]); break;
        default: matched = 1; if (this.first) stack.length = 0;
      }
    }
    const full = this.places.length >= most_states;
    if (full) this.#forget();
    const value = this.state(after, after.length ? this.word[letter] : 0) * 2 + matched;
    if (!full) this.next[from * this.width + letter] = value;
    return value;
  }

  /** Where the match that begins first ends, looking from `from` on; -1 for none. */
  forwards(text, from) {
    const { letter, width } = this;
    let state = this.begin(from > 0 ? text[from - 1] : -1, from === 0), found = -1;
    for (let at = from; at < text.length; at++) {
      const one = letter[text[at]];
      let value = this.next[state * width + one];
      if (value < 0) value = this.step(state, one);
      if (value & 1) found = at;
      state = value >> 1;
      if (state === 0) return found;
    }
    return this.ends(state) ? text.length : found;
  }
  ends(state) {
    const value = this.next[state * this.width + this.end];
    return ((value < 0 ? this.step(state, this.end) : value) & 1) === 1;
  }

  /** Where the longest match begins that ends at `end`, no earlier than `from`. */
  backwards(text, end, from) {
    let state = this.begin(end < text.length ? text[end] : -1, end === text.length), found = end;
    for (let at = end; at >= from && state !== 0; at--) {
      const one = at > 0 ? this.letter[text[at - 1]] : this.end;
      let value = this.next[state * this.width + one];
      if (value < 0) value = this.step(state, one);
      if (value & 1) found = at;
      state = value >> 1;
    }
    return found;
  }

  whole(text) {
    let state = this.begin(-1, true);
    for (let at = 0; at < text.length && state !== 0; at++) {
      const one = this.letter[text[at]], value = this.next[state * this.width + one];
      state = (value < 0 ? this.step(state, one) : value) >> 1;
    }
    return this.ends(state);
  }

  /** The place that is marked in a match from `begin` to `end`, [-1, -1] for none. Every way through the program is tried once. */
  marked(text, begin, end) {
    const { op, x, y, entry } = this.program, width = end - begin + 1;
    const been = new Uint8Array(op.length * width), place = [-1, -1], stack = [[entry, begin, false]];
    while (stack.length) {
      const [pc, at, back_to] = stack.pop();
      if (back_to !== false) {   // this way led nowhere
        place[pc] = back_to;
        continue;
      }
      if (been[pc * width + at - begin]) continue;
      been[pc * width + at - begin] = 1;
      const here = at < text.length ? this.letter[text[at]] : this.end;
      const marks = (at > 0 ? this.word[this.letter[text[at - 1]]] : 0) | (at === 0 ? 2 : 0);
      switch (op[pc]) {
        case sign: if (at < end && this.holds[x[pc]][here]) stack.push([y[pc], at + 1, false]); break;
        case either: stack.push([y[pc], at, false], [x[pc], at, false]); break;
        case edge: if (this.holds_edge(x[pc], marks, here)) stack.push([y[pc], at, false]); break;
        case save: stack.push([x[pc], 0, place[x[pc]]], [y[pc], at, false]); place[x[pc]] = at; break;
        default: if (at === end) return place;
      }
    }
    return place;
  }
}

/** Patterns made ready: guard/patterns.h in the browser. Their programs are made when they are first asked for. */
export class Patterns {
  /** `all`: [{pattern, unless}]; `lists`: pieces of patterns that stand in them as one sign each: [sign, piece]. */
  constructor(all, lists = []) {
    const sets = new Sets(), shared = new Map();
    const read = (text) => {
      const reading = new Reading(text, sets, shared);
      return { tree: reading.alternatives(), marks: reading.marks };
    };
    for (const [c, piece] of lists) shared.set(c.codePointAt(0), read(piece).tree);
    this.all = all.map(({ pattern, unless }) => ({ ...read(pattern), unless: unless ? read(unless).tree : null }));
    this.alphabet = new Alphabet(sets);
  }

  /** A text, as code points, in signs: what the others want. */
  signs(codes) { return Uint16Array.from(codes, (c) => this.alphabet.of(c)); }

  #forwards(one) { return one.forwards ??= new States(new Program(one.tree, false, true), this.alphabet, true); }
  #backwards(one) { return one.backwards ??= new States(new Program(one.tree, true, false), this.alphabet, false); }
  #is_left_out(one, place) {
    if (!one.unless) return false;
    one.unless_whole ??= new States(new Program(one.unless, false, false), this.alphabet, false);
    return one.unless_whole.whole(place);
  }

  matches(which, signs) { return this.#forwards(this.all[which]).forwards(signs, 0) >= 0; }

  /** The places of one pattern, [begin, end], in order, at most `most`; every match that is looked at takes one from `budget.left`. */
  places(which, signs, most, budget, holds) {
    const one = this.all[which], found = [];
    for (let at = 0; at < signs.length && found.length < most && budget.left > 0;) {
      const match_end = this.#forwards(one).forwards(signs, at);
      if (match_end < 0) break;
      budget.left--;
      const match_begin = this.#backwards(one).backwards(signs, match_end, at);
      const [begin, end] = one.marks ? one.forwards.marked(signs, match_begin, match_end) : [match_begin, match_end];
      if (end <= begin) {
        at = Math.max(at + 1, match_end);
        continue;
      }
      at = end;   // what stands behind a place may stand before the next one
      if (!this.#is_left_out(one, signs.subarray(begin, end)) && holds(begin, end)) found.push([begin, end]);
    }
    return found;
  }
}
