import { DatabaseSync } from 'node:sqlite';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import type { Interview, Library, Speaker } from '../../src/core/interview.ts';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { createRandom, pick, type Random } from '../eval/random.ts';
import { typeAs } from '../eval/variants.ts';

interface Engine {
  readonly name: string;
  /** Indexes the paragraphs and gives the function that is timed. */
  build(library: Library): (question: string) => unknown;
}

const PEERS_SIZES = [17, 1_000, 10_000, 100_000];

/** Most queries before anything is timed (a large library is asked fewer): as long as code is still being compiled, every engine is slower. */
const WARM_UP = 300;

const QUERIES: Readonly<Record<number, number>> = { 17: 2_000, 1000: 600, 10000: 150, 100000: 40 };
/** Plain engines need gigabytes and minutes beyond this; `--full` measures them all the same. */
const QUICK_LIMIT = 10_000;

/** Prints build time, memory and query time beside MiniSearch, FlexSearch and SQLite FTS5, all in this run. */
export async function benchSearch(print: (line: string) => void, isFull: boolean): Promise<void> {
  const real = await loadLibrary(new URL('../../knowledge', import.meta.url).pathname);
  print('passages | engine | build s | heap MB | query p50 ms | p99 ms');
  print('---|---|---|---|---|---');
  for (const size of PEERS_SIZES) {
    if (size > QUICK_LIMIT && !isFull) continue;
    const library = size === 17 ? real : syntheticLibrary(size);
    const questions = questionsOver(library, QUERIES[size] ?? 100);
    for (const engine of ENGINES) {
      globalThis.gc?.();
      const heapBefore = memoryMb();
      const startedMs = performance.now();
      const query = engine.build(library);
      const buildS = (performance.now() - startedMs) / 1000;
      globalThis.gc?.();
      const heapMb = memoryMb() - heapBefore;
      for (const question of questions.slice(0, WARM_UP)) query(question);
      const timesMs = questions.map((question) => {
        const fromMs = performance.now();
        query(question);
        return performance.now() - fromMs;
      });
      timesMs.sort((one, other) => one - other);
      const at = (share: number) => (timesMs[Math.floor((timesMs.length - 1) * share)] ?? 0).toFixed(2);
      print(`${size} | ${engine.name} | ${buildS.toFixed(2)} | ${heapMb.toFixed(0)} | ${at(0.5)} | ${at(0.99)}`);
    }
  }
  const matcher = createMatcher(real);
  for (const letters of [250, 500, 1000]) {
    const question = 'kế hoạch triển khai mạng 5G của sở thế nào '.repeat(40).slice(0, letters);
    const timesMs = Array.from({ length: 60 }, () => {
      const fromMs = performance.now();
      matcher.match(question, { lastTurn: undefined });
      return performance.now() - fromMs;
    }).sort((one, other) => one - other);
    print(
      `question of ${letters} letters over the real interview: p50 ${timesMs[30]?.toFixed(2)} ms, worst ${timesMs[59]?.toFixed(2)} ms`,
    );
  }
}

const ENGINES: readonly Engine[] = [
  {
    name: 'this',
    build(library) {
      const matcher = createMatcher(library);
      return (question) => matcher.match(question, { lastTurn: undefined });
    },
  },
  {
    name: 'MiniSearch, defaults',
    build(library) {
      const search = new MiniSearch({ fields: ['text'] });
      search.addAll(paragraphsOf(library).map((text, id) => ({ id, text })));
      return (question) => search.search(question);
    },
  },
  {
    name: 'FlexSearch',
    build(library) {
      const index = new FlexSearch.Index({ tokenize: 'strict' });
      for (const [id, text] of paragraphsOf(library).entries()) index.add(id, text);
      return (question) => index.search(question, { limit: 10, suggest: true });
    },
  },
  {
    name: 'SQLite FTS5',
    build(library) {
      const database = new DatabaseSync(':memory:');
      database.exec("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')");
      const insert = database.prepare('INSERT INTO passages(rowid, text) VALUES (?, ?)');
      database.exec('BEGIN');
      for (const [id, text] of paragraphsOf(library).entries()) insert.run(id + 1, text);
      database.exec('COMMIT');
      const select = database.prepare(
        'SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 10',
      );
      return (question) => {
        const words = question.match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['x'];
        return select.all(words.map((word) => `"${word}"`).join(' OR '));
      };
    },
  },
];

function paragraphsOf(library: Library): readonly string[] {
  return library.interviews.flatMap(({ turns }) => turns.flatMap(({ paragraphs }) => paragraphs));
}

function memoryMb(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}

const NOBODY: Speaker = { name: 'Nguyễn Văn A', title: 'Giám đốc', honorific: 'Ông' };
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
    interviews.push({
      id: `interview-${number}`,
      title: `Bài ${number}`,
      outlet: 'Báo',
      url: undefined,
      published: undefined,
      language: 'vi',
      interviewer: undefined,
      speaker: NOBODY,
      glossary: {},
      unanswered: [],
      turns: paragraphs.map((text, position) => ({
        id: `t${position}`,
        number: position + 1,
        question: '',
        paragraphs: [text],
        also: [],
        speaker: NOBODY,
        standing: { kind: 'current' },
        former: [],
      })),
    });
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
function questionsOver(library: Library, count: number): readonly string[] {
  const random = createRandom('questions');
  const paragraphs = paragraphsOf(library);
  return Array.from({ length: count }, (_, number) => {
    const words = pick(random, paragraphs).split(/\s+/u);
    const start = Math.floor(random() * Math.max(1, words.length - 20));
    const chosen = words.slice(start, start + 20).filter(() => random() < 0.55);
    const question = `${chosen.join(' ').replace(/[.,;:]/gu, '')} là gì?`;
    return typeAs((['plain', 'no accents', 'typos', 'chat'] as const)[number % 4] ?? 'plain', question);
  });
}
