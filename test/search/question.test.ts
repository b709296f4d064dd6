import { describe, expect, test } from 'vitest';
import { loadLibrary } from '../../src/knowledge/load.ts';
import { GENERAL } from '../../src/search/general.ts';
import { createLibraryIndex } from '../../src/search/library-index.ts';
import { createQuestion } from '../../src/search/question.ts';
import type { PassageMatch } from '../../src/search/score.ts';
import { sentenceScores } from '../../src/search/spans.ts';

const { lexicon } = createLibraryIndex(await loadLibrary(`${import.meta.dirname}/../../knowledge`), GENERAL);
const read = (text: string) => createQuestion(text, lexicon);

describe('a question', () => {
  test.each(['dạ', 'ạ', 'nhé', 'ad ơi cho hỏi'])('is worded the same with "%s" before it', (polite) => {
    const plain = read('bao giờ có mạng 5G').terms;
    const politely = read(`${polite} bao giờ có mạng 5G`).terms;
    expect(plain.known.length).toBeGreaterThan(3);
    expect([...politely.known].sort()).toEqual([...plain.known].sort());
    expect(politely.count).toBe(plain.count);
  });
});

describe('sentences of a paragraph', () => {
  test('a word that only one of them holds tells more than one that both hold', () => {
    const question = { ...read('mạng băng'), weights: [1, 1], totalWeight: 2 };
    // Both hold the first word, the second holds the other one too, for which the first has as much of something else.
    const match = {
      sentences: [0.5, 0.5],
      foundBySentence: [1, 0, 1, 1],
    } as unknown as PassageMatch;
    const [first, second] = sentenceScores(match, question);
    expect(first).toBe(0.5);
    expect(second).toBeGreaterThan(0.5);
  });

  test('a word that hardly agrees is held by neither', () => {
    const question = { ...read('mạng băng'), weights: [1, 1], totalWeight: 2 };
    const match = {
      sentences: [0.1, 0],
      foundBySentence: [0.2, 0, 0, 0],
    } as unknown as PassageMatch;
    expect([...sentenceScores(match, question)]).toEqual([0.1, 0]);
  });
});
