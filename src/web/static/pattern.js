// Patterns of the rules, from their text to a program: what guard/pattern.h lets through, and nothing else. patterns.js runs it.

export const last = 0x10FFFF, any = [0, last];
export const classes = { d: [48, 57], w: [48, 57, 65, 90, 95, 95, 97, 122], s: [9, 10, 12, 13, 32, 32] };
const sets_of_escapes = { n: [10, 10], t: [9, 9] };
const not_newline = [0, 9, 11, last];
const both_cases = '\uEFFF';   // begins a text in which a letter a to z and à to þ, outside of sets, means the capital too
export const sign = 0, either = 1, edge = 2, save = 3, done = 4;   // what a program is made of

const is_small = (c) => (c >= 97 && c <= 122) || (c >= 0xE0 && c <= 0xFE && c !== 0xF7);

// Sets of code points: first, last, first, last ..., in order, not touching.

function joined(ranges) {
  const pairs = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i], ranges[i + 1]]);
  pairs.sort((a, b) => a[0] - b[0]);
  const out = [];
  for (const [first, end] of pairs) {
    if (out.length && first <= out.at(-1) + 1) out[out.length - 1] = Math.max(out.at(-1), end);
    else out.push(first, end);
  }
  return out;
}

function without(ranges) {
  const out = [];
  let from = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i] > from) out.push(from, ranges[i] - 1);
    from = ranges[i + 1] + 1;
  }
  if (from <= last) out.push(from, last);
  return out;
}

function disjoint(a, b) {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i + 1] < b[j]) i += 2;
    else if (b[j + 1] < a[i]) j += 2;
    else return false;
  }
  return true;
}

/** Sets that are the same are the same object. */
export class Sets {
  #known = new Map();
  all = [];
  of(ranges) {
    const key = ranges.join();
    let known = this.#known.get(key);
    if (!known) {
      known = { ranges, number: this.all.length, signs: null };
      this.#known.set(key, known);
      this.all.push(known);
    }
    return known;
  }
}

// A pattern as a tree: {set}, {edge}, {row: [...]}, {either: [rows]}, {repeat, least, most, lazy}, {place}. What may stand in it is
// what guard/pattern.h lets through.
export class Reading {
  constructor(text, sets, shared) {
    this.both_cases = text.startsWith(both_cases);
    this.text = Array.from(this.both_cases ? text.slice(both_cases.length) : text, (c) => c.codePointAt(0));
    this.sets = sets;
    this.shared = shared;
    this.at = 0;
    this.marks = false;
  }
  look(ahead = 0) { return String.fromCodePoint(this.text[this.at + ahead] ?? 0); }

  alternatives() {
    const rows = [this.row()];
    while (this.at < this.text.length && this.look() === '|') {
      this.at++;
      rows.push(this.row());
    }
    return rows.length === 1 ? rows[0] : { either: rows };
  }

  row() {
    const row = [];
    while (this.at < this.text.length && !'|)'.includes(this.look())) row.push(this.repeated());
    return { row };
  }

  repeated() {
    let one = this.one();
    while (this.at < this.text.length && '*+?{'.includes(this.look())) {
      const c = this.look();
      let [least, most] = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[c] ?? [0, 0];
      this.at++;
      if (c === '{') [least, most] = this.count();
      const lazy = this.look() === '?' && this.at < this.text.length;
      if (lazy) this.at++;
      one = { repeat: one, least, most, lazy };
    }
    return one;
  }

  count() {
    const number = () => {
      let digits = '';
      while (/[0-9]/.test(this.look())) { digits += this.look(); this.at++; }
      return digits;
    };
    const least = Number(number());
    let most = least;
    if (this.look() === ',') {
      this.at++;
      const said = number();
      most = said === '' ? Infinity : Number(said);
    }
    this.at++;
    return [least, most];
  }

  one() {
    const c = this.text[this.at++];
    switch (String.fromCodePoint(c)) {
      case '^': case '$': return { edge: String.fromCodePoint(c) };
      case '.': return { set: this.sets.of(not_newline) };
      case '[': return { set: this.sets.of(this.set()) };
      case '(': {
        const plain = this.look() === '?';
        if (plain) this.at += 2;
        const inside = this.alternatives();
        this.at++;
        if (plain) return inside;
        this.marks = true;
        return { place: inside };
      }
      case '\\': {
        const kind = this.look();
        this.at++;
        return kind === 'b' || kind === 'B' ? { edge: kind } : { set: this.sets.of(this.escaped(kind)) };
      }
      default: return this.shared.get(c) ?? { set: this.sets.of(this.both_cases && is_small(c) ? [c - 32, c - 32, c, c] : [c, c]) };
    }
  }

  escaped(kind) {
    const small = kind.toLowerCase();
    if (classes[small]) return kind === small ? classes[small] : without(classes[small]);
    const c = kind.codePointAt(0);
    return sets_of_escapes[kind] ?? [c, c];
  }

  set() {
    const not = this.look() === '^';
    if (not) this.at++;
    const ranges = [];
    while (this.look() !== ']') {
      if (this.look() === '\\') {
        ranges.push(...this.escaped(this.look(1)));
        this.at += 2;
        if (this.look() !== '-' || this.look(1) === ']' || ranges.at(-1) !== ranges.at(-2)) continue;
        ranges.pop();   // an escaped sign that begins a range
      } else {
        ranges.push(this.text[this.at++]);
        if (this.look() !== '-' || this.look(1) === ']') { ranges.push(ranges.at(-1)); continue; }
      }
      this.at++;
      if (this.look() === '\\') this.at++;
      ranges.push(this.text[this.at++]);
    }
    this.at++;
    return not ? without(joined(ranges)) : joined(ranges);
  }
}

/** Alternatives that begin alike share their beginning, where that changes nothing about which of them comes first. */
function shared_beginnings(rows) {
  const out = [];
  let groups = [];
  for (const row of rows) {
    const first = row[0];
    if (!first?.set) {
      out.push({ row });
      groups = [];
      continue;
    }
    let group = groups.find(({ set }) => set === first.set);
    if (!group) {
      if (!groups.every(({ set }) => disjoint(set.ranges, first.set.ranges))) groups = [];
      group = { set: first.set, rest: [] };
      groups.push(group);
      out.push(group);
    }
    group.rest.push(row.slice(1));
  }
  return out.map((one) => (one.row ? one : { row: one.rest.length === 1 ? [{ set: one.set }, ...one.rest[0]] : [{ set: one.set }, ...alternatives(one.rest)] }));
}
const alternatives = (rows) => {
  const shared = shared_beginnings(rows);
  return shared.length === 1 ? shared[0].row : [{ either: shared, ready: true }];
};

/** The parts of a tree one after another, rows in rows taken out; read backwards the last comes first. */
function parts(tree, back) {
  const flat = (one) => (one.row ? one.row.flatMap(flat) : [one]);
  return back ? flat(tree).reverse() : flat(tree);
}

export class Program {
  op = []; x = []; y = [];
  sets = [];
  edges = false;
  #numbers = new Map();

  /** `from`: where, "anywhere" or "here", a match may begin. */
  constructor(tree, back, anywhere) {
    this.back = back;
    this.entry = this.start = this.#put(tree, this.#add(done, 0, 0));
    if (!anywhere) return;
    const loop = this.#add(either, this.start, 0);
    this.y[loop] = this.#sign({ ranges: any, all: true }, loop);
    this.start = loop;
  }

  #add(op, x, y) {
    this.op.push(op);
    this.x.push(x);
    this.y.push(y);
    return this.op.length - 1;
  }
  #sign(set, next) {
    let number = this.#numbers.get(set);
    if (number === undefined) this.#numbers.set(set, number = this.sets.push(set) - 1);
    return this.#add(sign, number, next);
  }

  /** Adds what reads the tree and then goes on at `next`; where that begins. */
  #put(tree, next) {
    if (tree.set) return this.#sign(tree.set, next);
    if (tree.row) return parts(tree, this.back).reduceRight((after, part) => this.#put(part, after), next);
    if (tree.place) return this.#add(save, 0, this.#put(tree.place, this.#add(save, 1, next)));
    if (tree.edge) {
      this.edges ||= tree.edge === 'b' || tree.edge === 'B';
      const which = this.back && tree.edge === '^' ? '$' : this.back && tree.edge === '$' ? '^' : tree.edge;
      return this.#add(edge, which, next);
    }
    if (tree.either) {
      const name = this.back ? 'backwards' : 'forwards';
      tree[name] ??= tree.ready ? tree.either : shared_beginnings(tree.either.map((row) => parts(row, this.back)));
      const was = this.back;
      this.back = false;   // the rows are in order by now
      const begins = tree[name].map((row) => this.#put_row(row, next, was));
      this.back = was;
      return begins.reduceRight((after, begin) => this.#add(either, begin, after));
    }
    return this.#repeat(tree, next);
  }

  #put_row({ row }, next, back) {
    return row.reduceRight((after, part) => {
      this.back = back;
      return this.#put(part, after);
    }, next);
  }

  #repeat({ repeat, least, most, lazy }, next) {
    const choose = (more, stop) => (lazy ? this.#add(either, stop, more) : this.#add(either, more, stop));
    let begin = next;
    if (most === Infinity) {
      const loop = this.#add(either, 0, 0), body = this.#put(repeat, loop);
      [this.x[loop], this.y[loop]] = lazy ? [next, body] : [body, next];
      begin = least === 0 ? loop : body;
      least = Math.max(least - 1, 0);
    } else {
      for (let i = least; i < most; i++) begin = choose(this.#put(repeat, begin), next);
    }
    for (let i = 0; i < least; i++) begin = this.#put(repeat, begin);
    return begin;
  }
}
