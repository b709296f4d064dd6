import { expect, test } from 'vitest';
import type { Library } from '../../src/core/interview.ts';
import { phrasesForSpeakers, shortPlaces } from '../../src/search/speakers.ts';

const OFFICES = [
  ['giám', 'đốc'],
  ['phó', 'giám', 'đốc'],
  ['chủ', 'tịch'],
];

type Named = readonly [name: string, title: string];

function libraryOf(speakers: readonly Named[]): Library {
  const interviews = speakers.map(([name, title]) => ({ speaker: { name, title, honorific: 'Ông' }, turns: [] }));
  return { interviews, version: '' } as unknown as Library;
}

const phrasesOf = (...speakers: readonly Named[]): readonly string[] =>
  phrasesForSpeakers(libraryOf(speakers), OFFICES).map((phrase) => phrase.join(' '));

test('the longest office in the title, the name with an address, and the place', () => {
  const phrases = phrasesOf(['Lê Thị Mận', 'Tỉnh ủy viên, Phó Giám đốc Sở Y tế tỉnh Thái Bình']);
  expect(phrases).toEqual(expect.arrayContaining(['phó giám đốc', 'lê thị mận', 'bà mận', 'thái bình']));
  expect(phrases).not.toContain('giám đốc');
  expect(phrases).not.toContain('ủy viên');
});

test('a place that tells two interviews apart counts', () => {
  const phrases = phrasesOf(
    ['Lê Thị Mận', 'Giám đốc Sở Y tế tỉnh Thái Bình'],
    ['Đỗ Văn Tám', 'Chủ tịch UBND tỉnh Hà Nam'],
  );
  expect(phrases).toEqual(expect.arrayContaining(['giám đốc', 'chủ tịch']));
  expect(phrases).not.toContain('thái bình');
});

test('a place is shortened to its initials, or to those and its last syllable, with marks or without', () => {
  const shorts = shortPlaces(
    libraryOf([
      ['Lê Thị Mận', 'Giám đốc Sở Y tế thành phố Đà Nẵng'],
      ['Đỗ Văn Tám', 'Chủ tịch UBND thành phố Đà Nẵng'],
      ['Vũ Thị Lựu', 'Giám đốc Sở Y tế tỉnh Huế'],
    ]),
  );
  expect(shorts).toEqual(['đn', 'dn', 'đnẵng', 'dnang'].map((short) => [short, ['đà', 'nẵng']]));
});
