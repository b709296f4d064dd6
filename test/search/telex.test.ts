import { describe, expect, test } from 'vitest';
import { foldWord } from '../../src/search/fold.ts';
import { readKeystrokes } from '../../src/search/telex.ts';

describe('keystrokes that an input method left standing', () => {
  test.each([
    ['dduwowcj', 'được'],
    ['duoc75', 'dược'],
    ['ddược', 'được'],
    ['tieengs', 'tiếng'],
    ['mangj', 'mạng'],
    ['dau96', 'đâu'],
    ['o73', 'ở'],
  ])('%s is %s', (typed, meant) => {
    expect(foldWord(readKeystrokes(typed) ?? '').exact).toBe(foldWord(meant).exact);
  });

  test.each(['5g', 'u23', 'ipv6', 'được', 'facebook', 'trung'])('%s is left alone', (typed) => {
    expect(readKeystrokes(typed)).toBeUndefined();
  });
});
