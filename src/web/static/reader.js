// Reads texts beside the page (a worker), so that typing never waits for it. It is asked with {number, text, asks} and answers with
// {number, found, questions}; asks: {language, more}, what the writing aid is to be asked in, and what else belongs to the text. Its name
// is the page's language, and "aid" where that will be asked: everything comes when the page does, nothing while somebody types.
import * as rules from './rules.js';
import { Aid, Guard } from './guard.js';

const [page_language, with_aid] = self.name.split(' ');
const aid_rules = with_aid ? import('./aid.js') : null;
const guard = new Guard(rules);
let aid = null;

const sentences = ({ tier, kind, begin, end }) => {
  const stands_for = guard.stands_for(kind, page_language);
  return { tier, kind, begin, end, says: guard.says(kind, page_language), stands_for: stands_for === kind ? '' : stands_for };
};

async function ask(text, { language, more }) {
  aid ??= new Aid(await aid_rules, guard.normaliser);
  return aid.ask(`${text}\n${more}`, language).filter(({ end }) => end === undefined || end <= text.length);
}

self.onmessage = async ({ data: { number, text, asks } }) => {
  const found = guard.read(text).map(sentences);
  self.postMessage({ number, found, questions: asks && text.trim() ? await ask(text, asks) : [] });
};
