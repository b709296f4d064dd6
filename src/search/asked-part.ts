import { foldWord } from './fold.ts';
import { splitWords } from './words.ts';

const ASKERS = 'em|e|tôi|toi|tui|t|mình|minh|mk|m|cháu|chau|con|cô|co|bác|bac|chú|chu|anh|chị|chi';
/** Ends of sentences, and openings of a question in the middle of one ("…, cho em hỏi …"). */
const CUT = new RegExp(
  `(?<=[.!?…;])\\s+|\\n+|\\s+(?=(?:cho|xin)\\s+(?:(?:${ASKERS})\\s+)?(?:hỏi|hoi)(?!\\p{L}))`,
  'iu',
);

/** Folded words of which one at least stands in nearly every question, short forms included. */
const ASKING: ReadonlySet<string> = new Set(
  'gi ji j nao sao ai dau may bao khong ko k hong hok chua a ha nhi hoi the vay ntn bn bnhieu bh neu ke liet tom trinh giai xem biet'.split(
    ' ',
  ),
);

/**
 * Of a message of several sentences, those that ask: "Mình đang viết bài. Khó khăn của sở là gì?" asks about difficulties.
 * The whole message where all of them ask, or none does.
 */
export function askedPart(text: string): string {
  const sentences = text.split(CUT).filter((sentence) => sentence.trim() !== '');
  if (sentences.length < 2) return text;
  const asking = sentences.filter(asks);
  return asking.length > 0 && asking.length < sentences.length ? asking.join('\n') : text;
}

function asks(sentence: string): boolean {
  return sentence.includes('?') || splitWords(sentence).some((word) => ASKING.has(foldWord(word).folded));
}
