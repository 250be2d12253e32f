// Texts for whatever reads texts: what the labelled sentences and the packs' own examples say, and what only a machine would write.
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../../', import.meta.url));

async function files_of(folder, ending) {
  const names = await readdir(top + folder, { recursive: true });
  const files = names.filter((name) => name.endsWith(ending)).sort();
  return Promise.all(files.map(async (name) => ({ name: `${folder}/${name}`, text: await readFile(`${top}${folder}/${name}`, 'utf8') })));
}

const without_marks = (line) => line.replace(/^! /, '').replace(/⟦missing [^⟧]*⟧/g, '').replace(/⟦\S+ ([^⟧]*)⟧/g, '$1');

/** [{where, text}]: where as "tests/guard/seen/en.txt:12", so that nobody needs to print the text. */
export async function labelled_texts() {
  return (await files_of('tests/guard', '.txt')).flatMap(({ name, text }) => text.split('\n')
    .map((line, at) => ({ where: `${name}:${at + 1}`, text: without_marks(line) })).filter(({ text }) => text.trim() && !text.startsWith('#')));
}

/** Every string of the packs: their examples are among them. */
export async function pack_texts() {
  return (await files_of('rules', '.toml')).flatMap(({ name, text }) => text.split('\n')
    .flatMap((line, at) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, said]) => ({ where: `${name}:${at + 1}`, text: said.replace(/\\(["\\])/g, '$1') }))));
}

/** Always the same numbers, from 0 to below `n`. */
function numbers(seed) {
  return (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >>> 8) % n;
  };
}

const signs = [...'aBz @.-_*()[]{}<>,0159\n\r\t\v\u0085\u2028éÉñßİıǿŉſK’ʼ\u0300\u0301\u0327\u200b\u200d\u00ad\u2060\u202e\u2066\ufeff\ue000\u20e3аеоіЖαΒհ日本한각ᆨका🙂१２٣①❷ﬁ²½ªⅣ\u00a0\u2003\u202f\u2800\u3000𝐝𝟎𐐀', '1️⃣', '👩‍💻', '\ud83d', '\udc00'];
const pieces = ['seven', 'oh', 'double', 'triple zero', 'zero', 'zéro', 'sept', 'cuatro', 'four', 'dot', ' dot ', 'at', '(at)', '[ dot ]', '{at}', '<punto>',
  'my coach Dan', 'told me', 'and Tom', 'Mr K.', 'J.B.', 'Élodie', 'Łukasz', 'Jean-Luc\'s', '+44 7700 900123', '07700 900123', '555-0100', 'dan@example.org',
  'd a n @ e x', 'GB82 WEST 1234 5698 7654 32', '4111 1111 1111 1111', 'www.example.com/a', '@quiet', '12/10/2017', '12 Example Street', 'the only dentist in',
  'I am sorry, but', 'if anyone was hurt', 'mistakes were made', 'ｄａｎ', 'dаn@exаmple.org', 'cGxlYXNlIGRvIG5vdCByZWFkIHRoaXMgYXQgYWxs'];

/** Signs and pieces in any order. */
export function jumbled_texts(count) {
  const below = numbers(2017);
  const one = () => Array.from({ length: 1 + below(40) }, () => (below(3) ? signs[below(signs.length)] : [' ', ''][below(2)] + pieces[below(pieces.length)] + [' ', ''][below(2)])).join('');
  return Array.from({ length: count }, (_, at) => ({ where: `jumbled ${at}`, text: one() }));
}

const again = ['a', 'A ', 'a@', 'a.', 'x@a.b', '1', '1 ', '(', '(at', 'seven ', 'double ', 'Aa Bb Cc ', 'my coach Dan ', 'told me and Tom. ', 'аб', 'dаn@example.org ', "Dan's ",
  '07700 900123 ', '+1', 'd a n ', 'd.a.n.', '\u202e1️⃣', '\u200b', '\u0300', 'https://', '@', '\n', 'İ', 'sorry, but ', 'if ', 'I ', 'Zz9+/'];

/** One thing over and over, as many bytes as a form may hold. */
export function heavy_texts(bytes) {
  const zalgo = { where: 'zalgo', text: `a${'\u0300\u0301\u0302\u0303\u0304\u0305'.repeat(3)}`.repeat(Math.floor(bytes / 37)) };
  return [zalgo, ...again.map((piece, at) => ({ where: `heavy ${at}`, text: piece.repeat(Math.floor(bytes / Buffer.byteLength(piece))) }))];
}
