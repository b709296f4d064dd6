import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payloadOf, requestOfPayload } from '../../../src/channels/zalo/payload.ts';

const QUESTIONS = { kind: 'questions', interview: undefined };

describe('what a button sends back', () => {
  test('asks for the turn that it was made for, in any interview', () => {
    const id = fc.stringMatching(/^[a-z0-9-]{1,60}$/u);
    fc.assert(
      fc.property(id, id, (interview, turn) => {
        const request = { kind: 'turn', ref: { interview, turn } } as const;
        expect(requestOfPayload(payloadOf(request) ?? '')).toEqual(request);
      }),
    );
  });

  test('asks for the words that it was made for', () => {
    const request = { kind: 'passage', code: '272-VSC-SB2' } as const;
    expect(requestOfPayload(payloadOf(request) ?? '')).toEqual(request);
  });

  test.each([
    'tl2:a/b',
    'tl1:272-vsc-sb2',
    'tl1:a',
    'postback_step-1_btn-1',
    'BTN_1',
    'menu:main',
    '{"content":"A"}',
    ' {"a":{}} ',
  ])('lists the questions when it is of another version or another program: %s', (text) => {
    expect(requestOfPayload(text)).toEqual(QUESTIONS);
  });

  test.each([
    'Khó khăn của sở là gì?',
    '272-VSC-SB2',
    '1',
    '4G/5G',
    'https://haiduong.gov.vn/a_b',
    '{không phải JSON}',
    'kết_quả thế nào',
    'TT&TT',
    '9:30 có họp không',
    '',
  ])('is not meant where people write: %s', (text) => {
    expect(requestOfPayload(text)).toBeUndefined();
  });
});
