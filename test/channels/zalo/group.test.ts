import { describe, expect, test } from 'vitest';
import { escapeMarks, readGroupText } from '../../../src/channels/zalo/group.ts';

const account = { ids: ['367'], names: ['Sở TT&TT Hải Dương'], isReplyToUs: false };

describe('a message in a group', () => {
  test.each([
    ['the account’s mark', '[@367] khó khăn của sở là gì?', 'khó khăn của sở là gì?'],
    ['the mark in the middle', 'cho hỏi [@367], khó khăn là gì?', 'cho hỏi, khó khăn là gì?'],
    ['the name', '@Sở TT&TT Hải Dương khó khăn là gì?', 'khó khăn là gì?'],
    ['the name in small letters without accents', '@so tt&tt hai duong: khó khăn là gì?', 'khó khăn là gì?'],
    ['the name in NFD', '@Sở TT&TT Hải Dương mục tiêu?'.normalize('NFD'), 'mục tiêu?'],
    ['a command word', '#hoi khó khăn của sở là gì?', '#hoi khó khăn của sở là gì?'],
    ['a command word with accents', '#Hỏi khó khăn?', '#Hỏi khó khăn?'],
    ['a number of the menu', '#2', '#2'],
    ['a mark and other people’s marks', '[@55] [@367] mục tiêu?', 'mục tiêu?'],
  ])('addresses the account by %s', (_how, text, expected) => {
    expect(readGroupText(text, account)).toBe(expected);
  });

  test('addresses the account by answering its message', () => {
    expect(readGroupText('1', { ...account, isReplyToUs: true })).toBe('1');
  });

  test.each([
    'Khó khăn của sở là gì?',
    '[@55] khó khăn của sở là gì?',
    '[@f414c8f76fa586fbdfb4] cả nhà ơi',
    'Sở TT&TT Hải Dương ở đâu?',
    '@Sở TT&TT Hải Dương1 ơi',
    '#giamgia hôm nay',
    'ai biết #hoi là gì không',
    'mail cho so@hai duong',
  ])('does not address it: %s', (text) => {
    expect(readGroupText(text, account)).toBeUndefined();
  });
});

test('a relayed text calls nobody: its marks are parted by a character that nobody sees', () => {
  expect(escapeMarks('Mã [@1] và [@abc]')).toBe('Mã [\u2060@1] và [\u2060@abc]');
});
