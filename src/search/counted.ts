import type { IndexedPassage } from './passage-index.ts';
import type { Question, Stretch } from './question.ts';
import type { Vocabulary } from './vocabulary.ts';

const NUMBER = /^(?:\d|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ)$)/u;

/** How many words may stand between a number and what is counted. */
const REACH = 4;

/** Whether `passage` holds a number beside a word of `stretch`, a part of `question` such as "bao nhiêu trạm". */
export function isCounted(
  { words, isFunction }: Question,
  { start, end }: Stretch,
  passage: IndexedPassage,
  vocabulary: Vocabulary,
): boolean {
  const counted = new Set<number>();
  for (let at = start; at < end; at += 1) {
    const word = words[at];
    if (word && !isFunction[at]) counted.add(vocabulary.foldedOf(word.form.folded));
  }
  for (let at = 0; at < passage.folded.length; at += 1) {
    if (!counted.has(passage.folded[at] as number)) continue;
    for (let near = Math.max(0, at - REACH); near <= at + REACH && near < passage.words.length; near += 1) {
      if (near !== at && NUMBER.test(vocabulary.spellExact(passage.words[near] as number))) return true;
    }
  }
  return false;
}
