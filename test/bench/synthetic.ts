import type { Interview, Library } from '../../src/core/interview.ts';
import { createRandom, pick, type Random } from '../eval/random.ts';
import { typeAs } from '../eval/variants.ts';
import { articleOf } from '../support/interview.ts';

const ONSETS = [
  'b',
  'c',
  'ch',
  'd',
  'đ',
  'g',
  'h',
  'k',
  'kh',
  'l',
  'm',
  'n',
  'ng',
  'nh',
  'ph',
  'qu',
  'r',
  's',
  't',
  'th',
  'tr',
  'v',
  'x',
  '',
];
const RIMES = [
  'a',
  'án',
  'ành',
  'ao',
  'át',
  'ay',
  'ăn',
  'ắc',
  'âm',
  'ật',
  'e',
  'én',
  'ê',
  'ên',
  'ệnh',
  'i',
  'iến',
  'iệt',
  'inh',
  'o',
  'oa',
  'oàn',
  'ong',
  'ô',
  'ông',
  'ội',
  'ơ',
  'ời',
  'u',
  'ung',
  'ư',
  'ường',
  'ước',
  'uyền',
  'uất',
  'y',
];
const SYLLABLES = ONSETS.flatMap((onset) => RIMES.map((rime) => onset + rime));
const WORDS_A_PASSAGE = 120;

/** Made-up Vietnamese: Zipf's law over real-looking syllables, two-syllable words, ten paragraphs an interview. */
export function syntheticLibrary(passages: number): Library {
  const random = createRandom(`library/${passages}`);
  const interviews: Interview[] = [];
  const words = Array.from({ length: 20_000 }, () => `${zipf(random)} ${zipf(random)}`);
  for (let number = 0; number < passages / 10; number += 1) {
    const paragraphs = Array.from({ length: 10 }, () => sentences(random, words));
    interviews.push(articleOf(`interview-${number}`, `Bài ${number}`, paragraphs));
  }
  return { interviews, version: 'synthetic' };
}

function zipf(random: Random): string {
  return SYLLABLES[Math.floor(SYLLABLES.length ** random()) - 1] as string;
}

function sentences(random: Random, words: readonly string[]): string {
  const parts: string[] = [];
  for (let count = 0; count < WORDS_A_PASSAGE; ) {
    const length = 8 + Math.floor(random() * 14);
    const sentence = Array.from({ length }, () => {
      const word = random() < 0.5 ? (words[Math.floor(words.length ** random()) - 1] as string) : zipf(random);
      count += word.includes(' ') ? 2 : 1;
      return word;
    }).join(' ');
    parts.push(`${sentence[0]?.toUpperCase()}${sentence.slice(1)}.`);
  }
  return parts.join(' ');
}

/** Eight to fourteen words out of a paragraph, in order but with gaps, asked in several ways of typing. */
export function questionsOver(library: Library, count: number, seed: string): readonly string[] {
  const random = createRandom(seed);
  const paragraphs = paragraphsOf(library);
  return Array.from({ length: count }, (_, number) => {
    const words = pick(random, paragraphs).split(/\s+/u);
    const start = Math.floor(random() * Math.max(1, words.length - 20));
    const chosen = words.slice(start, start + 20).filter(() => random() < 0.55);
    const question = `${chosen.join(' ').replace(/[.,;:]/gu, '')} là gì?`;
    return typeAs((['plain', 'no accents', 'typos', 'chat'] as const)[number % 4] ?? 'plain', question);
  });
}

export function paragraphsOf(library: Library): readonly string[] {
  return library.interviews.flatMap(({ turns }) => turns.flatMap(({ paragraphs }) => paragraphs));
}
