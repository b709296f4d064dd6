import { describe, expect, test } from 'vitest';
import { readCommand, requestOfCommand } from '../../src/channels/commands.ts';

describe('readCommand', () => {
  test.each([
    ['/hoi khó khăn là gì', { name: 'hoi', addressee: undefined, argument: 'khó khăn là gì' }],
    ['/HOI@Ten_Bot 5G', { name: 'hoi', addressee: 'ten_bot', argument: '5G' }],
    ['#cauhoi', { name: 'cauhoi', addressee: undefined, argument: '' }],
    ['/hoi\nhai dòng', { name: 'hoi', addressee: undefined, argument: 'hai dòng' }],
  ])('reads %j', (text, command) => {
    expect(readCommand(text)).toEqual(command);
  });

  test.each(['5G/4G thì sao', 'a #hoi', '/', '# hoi', '/hoi?x', ''])('%j is no command', (text) => {
    expect(readCommand(text)).toBeUndefined();
  });
});

describe('requestOfCommand', () => {
  const requestOf = (text: string) => {
    const command = readCommand(text);
    return command && requestOfCommand(command);
  };

  test('the same words ask for the same thing on every channel', () => {
    expect(requestOf('/start')).toEqual({ kind: 'welcome' });
    expect(requestOf('#nguon')).toEqual({ kind: 'about' });
    expect(requestOf('/kiemtra ABC-DEF-GHJ')).toEqual({ kind: 'citation', code: 'ABC-DEF-GHJ' });
    expect(requestOf('/hoi 5G thì sao')).toEqual({ kind: 'question', text: '5G thì sao' });
  });

  test('an unknown command and /hoi without a question are left to the channel', () => {
    expect(requestOf('/ban_user x')).toBeUndefined();
    expect(requestOf('/hoi')).toBeUndefined();
  });
});
