import type { IndexedPassage } from './passage-index.ts';
import type { Question, Stretch } from './question.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words that ask for a number, folded. */
const HOW_MANY: ReadonlySet<string> = new Set(['nhieu', 'may']);
const NUMBER = /^(?:\d|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ)$)/u;

/** How many words may stand between a number and what is counted. */
const REACH = 4;

/** Whether `stretch` asks how many there are of something ("bao nhiêu trạm"), and `passage` holds no number beside it. */
export function lacksCount(
  { words, isFunction }: Question,
  { start, end }: Stretch,
  passage: IndexedPassage,
  vocabulary: Vocabulary,
): boolean {
  const asked = words.slice(start, end);
  if (!asked.some(({ form }) => HOW_MANY.has(form.folded))) return false;
  const counted = new Set(
    asked.filter((_, at) => !isFunction[start + at]).map(({ form }) => vocabulary.foldedOf(form.folded)),
  );
  for (let at = 0; at < passage.folded.length; at += 1) {
    if (!counted.has(passage.folded[at] as number)) continue;
    for (let near = Math.max(0, at - REACH); near <= at + REACH && near < passage.words.length; near += 1) {
      if (near !== at && NUMBER.test(vocabulary.spellExact(passage.words[near] as number))) return false;
    }
  }
  return true;
}
