import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contextKey } from '../../src/core/context.ts';
import { silentLog } from '../../src/core/log.ts';
import { DEFAULT_DELIVERY_SETTINGS, MAX_TRIES } from '../../src/delivery/settings.ts';
import { openStore } from '../../src/delivery/store.ts';
import { createScriptedChannel } from './scripted-channel.ts';
import { question, START_MS, setStage } from './set-up.ts';

describe('a message is answered once', () => {
  test('it is stored before the platform is told, and answered after', async () => {
    const { delivery, clock, channel, ask, store } = await setStage();
    expect(await ask('7', 'xin chào')).toBe('stored');
    expect((await store.inbox.depth()).waiting).toBe(1);
    expect(channel.out).toEqual([]);
    delivery.start();
    await clock.advance(0);
    expect(channel.out).toEqual(['7: xin chào']);
    expect((await store.inbox.depth()).waiting).toBe(0);
  });

  test('the same message again is acknowledged and not answered again', async () => {
    const { delivery, clock, channel, seen } = await setStage();
    delivery.start();
    await delivery.receive([question()]);
    await clock.advance(0);
    expect(await delivery.receive([question(), question()])).toBe('stored');
    await clock.advance(0);
    expect(channel.out).toEqual(['7: hỏi']);
    expect(seen).toEqual(['received', 'finished unsupported', 'repeated', 'repeated']);
  });

  test('nothing is acknowledged when the store refuses to write', async () => {
    const { delivery, store, ask } = await setStage();
    await store.close();
    await expect(ask('7', 'a')).rejects.toThrow();
    expect(delivery.problems()[0]).toMatch(/Không ghi được/u);
  });

  test('while the store refuses to write it is said so, and over as soon as it writes again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bot-refusing-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { delivery, clock, channel, ask } = await setStage({ databaseUrl: `file:${folder}/bot.sqlite` });
    delivery.start();
    await clock.advance(0);
    expect(delivery.problems()).toEqual([]);
    const other = new DatabaseSync(`${folder}/bot.sqlite`);
    other.exec('BEGIN IMMEDIATE');
    await expect(ask('7', 'a')).rejects.toThrow();
    expect(delivery.problems()).toHaveLength(1);
    other.exec('ROLLBACK');
    other.close();
    await clock.advance(1_000);
    expect(delivery.problems()).toEqual([]);
    expect(await ask('7', 'b')).toBe('stored');
    await clock.advance(0);
    expect(channel.out).toEqual(['7: b']);
  });

  test('while the store cannot note what is out, no more goes out than is worked on at a time', async () => {
    const { inbox } = await openStore('file::memory:', { log: silentLog, now: Date.now, maxWaiting: 100 });
    let isFull = true;
    const { delivery, clock, channel, ask } = await setStage({
      inbox: {
        ...inbox,
        settle: (...settled) => (isFull ? Promise.reject(new Error('full')) : inbox.settle(...settled)),
      },
      settings: { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 4 },
    });
    for (let conversation = 1; conversation <= 12; conversation += 1) await ask(String(conversation), 'a');
    delivery.start();
    await clock.advance(60_000);
    expect(channel.out).toHaveLength(4);
    isFull = false;
    await clock.advance(1_000);
    expect(channel.out).toHaveLength(12);
  });

  test('what waits is bounded, and the platform is asked to come again', async () => {
    const { ask } = await setStage({ maxWaiting: 2 });
    expect(await ask('7', 'a', 'b')).toBe('stored');
    expect(await ask('8', 'c')).toBe('full');
  });

  test('what is remembered of the conversation reaches the next answer', async () => {
    const contexts: unknown[] = [];
    const context = { lastTurn: undefined, menu: [], atMs: START_MS };
    const { delivery, clock, ask, store } = await setStage({
      respond: (_request, before) => {
        contexts.push(before);
        return { reply: { kind: 'help', offers: [] }, context };
      },
    });
    delivery.start();
    await ask('7', 'a', 'b');
    await ask('8', 'c');
    await clock.advance(0);
    expect(contexts).toEqual([undefined, undefined, { menu: [], atMs: START_MS }]);
    expect(await store.notes.get(contextKey(question()))).toEqual({ menu: [], atMs: START_MS });
  });

  test('silence is an answer too: the message is done', async () => {
    const { delivery, clock, channel, ask, store, seen } = await setStage({ respond: () => undefined });
    delivery.start();
    await ask('7', 'a');
    await clock.advance(0);
    expect(channel.out).toEqual([]);
    expect(seen).toContain('finished silence');
    expect((await store.inbox.depth()).waiting).toBe(0);
  });
});

describe('order', () => {
  test('messages of a conversation are answered in order, also when the first must wait', async () => {
    let refusals = 2;
    const channel = createScriptedChannel((part) => {
      if (part.text !== 'a' || refusals === 0) return { kind: 'sent' };
      refusals -= 1;
      return { kind: 'retry', afterMs: 3_000, scope: 'conversation', reason: '429' };
    });
    const { delivery, clock, ask } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a', 'b', 'c');
    await ask('8', 'x');
    await clock.advance(0);
    expect(channel.out).toEqual(['8: x']);
    await clock.advance(5_999);
    expect(channel.out).toEqual(['8: x']);
    await clock.advance(1);
    expect(channel.out).toEqual(['8: x', '7: a', '7: b', '7: c']);
  });

  test('conversations are worked on at the same time, up to a bound', async () => {
    let open = 0;
    let most = 0;
    const releases: (() => void)[] = [];
    const channel = createScriptedChannel(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((resolve) => releases.push(resolve));
      open -= 1;
      return { kind: 'sent' };
    });
    const settings = { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 3 };
    const { delivery, clock, ask } = await setStage({ channel, settings });
    delivery.start();
    for (let person = 0; person < 8; person += 1) await ask(String(person), 'a');
    for (let round = 0; round < 8; round += 1) {
      await clock.advance(0);
      releases.shift()?.();
    }
    await clock.advance(0);
    expect(channel.out).toHaveLength(8);
    expect(most).toBe(3);
  });

  test('one person with many messages does not hold up the others', async () => {
    const settings = { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 2, personPerMinute: 1_000, rates: {} };
    const { delivery, clock, channel, ask } = await setStage({ settings });
    await ask('flood', ...Array.from({ length: 200 }, (_, index) => `f${index}`));
    for (const person of ['a', 'b', 'c']) await ask(person, 'q');
    delivery.start();
    for (let turn = 0; turn < 100 && channel.out.length < 203; turn += 1) await clock.advance(0);
    expect(channel.out).toHaveLength(203);
    for (const person of ['a', 'b', 'c']) expect(channel.out.indexOf(`${person}: q`)).toBeLessThan(8);
  });
});

describe('sending', () => {
  test('a reply of several parts goes on at the part that was not sent', async () => {
    const channel = createScriptedChannel((part, _message, attempt) =>
      part.text.endsWith(' 2') && attempt < 4
        ? { kind: 'retry', afterMs: undefined, scope: 'conversation', reason: 'reset' }
        : { kind: 'sent' },
    );
    const { delivery, clock, ask } = await setStage({ channel });
    delivery.start();
    await ask('7', '3 parts');
    await clock.advance(60_000);
    expect(channel.out).toEqual(['7: 3 parts 1', '7: 3 parts 2', '7: 3 parts 3']);
    expect(channel.attempts()).toBe(5);
  });

  test('a reply that was half out when the process ended goes on where it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bot-parts-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const databaseUrl = `file:${folder}/bot.sqlite`;
    const first = await setStage({
      databaseUrl,
      channel: createScriptedChannel((part) =>
        part.text.endsWith(' 1')
          ? { kind: 'sent' }
          : { kind: 'retry', afterMs: undefined, scope: 'conversation', reason: '500' },
      ),
    });
    first.delivery.start();
    await first.ask('7', '3 parts');
    await first.clock.advance(0);
    const stopped = first.delivery.stop(0);
    await first.clock.advance(0);
    await stopped;
    await first.store.close();
    const second = await setStage({ databaseUrl });
    second.delivery.start();
    await second.clock.advance(0);
    expect(first.channel.out).toEqual(['7: 3 parts 1']);
    expect(second.channel.out).toEqual(['7: 3 parts 2', '7: 3 parts 3']);
  });

  test('when the platform makes the whole channel wait, nobody is written to until then', async () => {
    const channel = createScriptedChannel((_part, _message, attempt) =>
      attempt === 1 ? { kind: 'retry', afterMs: 10_000, scope: 'channel', reason: '429' } : { kind: 'sent' },
    );
    const { delivery, clock, ask } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a');
    await clock.advance(0);
    await ask('8', 'b');
    await clock.advance(9_999);
    expect(channel.attempts()).toBe(1);
    await clock.advance(1_001);
    expect(channel.out.sort()).toEqual(['7: a', '8: b']);
  });

  test('a permanent refusal ends as a dead letter with its reason, and can be replayed', async () => {
    let isBlocked = true;
    const channel = createScriptedChannel(() =>
      isBlocked ? { kind: 'refused', reason: 'blocked' } : { kind: 'sent' },
    );
    const { delivery, clock, ask, store } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a', 'b');
    await clock.advance(0);
    const letters = await store.deadLetters.list(10);
    expect(letters.map(({ reason }) => reason)).toEqual(['blocked', 'blocked']);
    isBlocked = false;
    expect(await store.deadLetters.drop([letters[0]?.seq ?? 0])).toBe(1);
    expect(await store.deadLetters.replay(undefined)).toBe(1);
    await clock.advance(1_000);
    expect(channel.out).toEqual(['7: b']);
    expect(await store.deadLetters.list(10)).toEqual([]);
  });

  test('an outage of one platform does not slow the other', async () => {
    const dead = createScriptedChannel(() => new Promise<never>(() => {}), 'telegram');
    const alive = createScriptedChannel(undefined, 'zalo');
    const { delivery, clock } = await setStage({
      channels: [dead, alive],
      settings: { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 4 },
    });
    delivery.start();
    for (let person = 0; person < 20; person += 1) {
      const conversation = String(person);
      await delivery.receive([question({ id: conversation, conversation })]);
      await delivery.receive([question({ id: conversation, conversation, channel: 'zalo' })]);
    }
    await clock.advance(0);
    expect(alive.out).toHaveLength(20);
    expect(dead.attempts()).toBe(4);
  });

  test('after a minute of silence, refusals and resets every message is answered in order, within half a minute', async () => {
    const silentUntilMs = START_MS + 60_000;
    const faultyUntilMs = silentUntilMs + 15_000;
    const draws = [0.05, 0.95, 0.3, 0.7, 0.45, 0.85, 0.15, 0.6];
    const channel = createScriptedChannel(async (_part, _message, attempt) => {
      const drawn = draws[attempt % draws.length] ?? 1;
      if (clock.now() < silentUntilMs) {
        await new Promise<void>((resolve) => void clock.after(10_000, resolve));
        return { kind: 'retry', afterMs: undefined, scope: 'conversation', reason: 'no answer' };
      }
      if (clock.now() >= faultyUntilMs) return { kind: 'sent' };
      if (drawn < 0.2) return { kind: 'retry', afterMs: 2_000, scope: 'conversation', reason: '429' };
      if (drawn < 0.5) return { kind: 'retry', afterMs: undefined, scope: 'conversation', reason: '500 or reset' };
      return { kind: 'sent' };
    });
    const stage = await setStage({ channel, settings: { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 16 } });
    const { clock, delivery } = stage;
    delivery.start();
    for (let round = 0; round < 5; round += 1) {
      for (let person = 0; person < 40; person += 1) await stage.ask(String(person), `${round}`);
      await clock.advance(10_000);
    }
    await clock.advance(faultyUntilMs + 30_000 - clock.now());
    expect(channel.out).toHaveLength(200);
    for (let person = 0; person < 40; person += 1) {
      const mine = channel.out.filter((line) => line.startsWith(`${person}: `));
      expect(mine).toEqual([0, 1, 2, 3, 4].map((round) => `${person}: ${round}`));
    }
  });

  test('a channel that needs a person waits without using up tries', async () => {
    let isBlocked = true;
    const channel = createScriptedChannel(() => (isBlocked ? { kind: 'blocked', reason: 'token' } : { kind: 'sent' }));
    const { delivery, clock, ask } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a');
    await clock.advance(3_600_000);
    expect(channel.attempts()).toBeGreaterThan(MAX_TRIES);
    isBlocked = false;
    await clock.advance(60_000);
    expect(channel.out).toEqual(['7: a']);
  });

  test('a message too old to be worth an answer is left out and counted', async () => {
    const { delivery, clock, channel, seen } = await setStage();
    delivery.start();
    await delivery.receive([question({ sentAtMs: START_MS - DEFAULT_DELIVERY_SETTINGS.maxAgeMs - 1 })]);
    await clock.advance(0);
    expect(channel.out).toEqual([]);
    expect(seen).toContain('finished too-old');
  });

  test('a date that no platform can have redelivered from is no reason to leave a message out', async () => {
    const { delivery, clock, channel } = await setStage();
    delivery.start();
    await delivery.receive([question({ sentAtMs: 1_600_000_000_000 })]);
    await clock.advance(0);
    expect(channel.out).toEqual(['7: hỏi']);
  });
});

describe('a message that makes the program fail', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('secret text');
      },
    ],
    ['hangs', () => new Promise<never>(() => {})],
    ['rejects', () => Promise.reject(new Error('secret text'))],
  ])('is set aside after five tries with one apology when it %s, and the others are answered', async (_what, fail) => {
    let tries = 0;
    const { delivery, clock, channel, ask, store } = await setStage({
      respond: (request) => {
        if (request.kind === 'question' && request.text === 'bad') {
          tries += 1;
          return fail();
        }
        return { reply: { kind: 'unsupported' }, context: undefined };
      },
    });
    delivery.start();
    await ask('7', 'bad', 'good');
    await ask('8', 'fine');
    await clock.advance(0);
    expect(channel.out).toEqual(['8: fine']);
    await clock.advance(120_000);
    expect(tries).toBe(MAX_TRIES);
    expect(channel.out).toEqual(['8: fine', '7: failed', '7: good']);
    const [letter] = await store.deadLetters.list(10);
    expect(letter?.message.request).toEqual({ kind: 'question', text: 'bad' });
    expect(letter?.reason).not.toContain('secret');
  });

  test('a fault between two parts does not repeat the first', async () => {
    let faults = 2;
    const channel = createScriptedChannel((part) => {
      if (part.text.endsWith(' 2') && faults > 0) {
        faults -= 1;
        throw new TypeError('a fault of ours');
      }
      return { kind: 'sent' };
    });
    const { delivery, clock, ask } = await setStage({ channel });
    delivery.start();
    await ask('7', '2 parts');
    await clock.advance(60_000);
    expect(channel.out).toEqual(['7: 2 parts 1', '7: 2 parts 2']);
  });

  test('a channel that cannot even write the apology loses only that message', async () => {
    const channel = createScriptedChannel(undefined, 'telegram', (reply, message) => {
      if (message.conversation === '7') throw new TypeError(reply.kind);
      return [reply.kind];
    });
    const { delivery, clock, ask, store } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a');
    await ask('8', 'b');
    await clock.advance(120_000);
    expect(channel.out).toEqual(['8: unsupported']);
    expect(await store.deadLetters.list(10)).toHaveLength(1);
  });
});

describe('floods', () => {
  const settings = { ...DEFAULT_DELIVERY_SETTINGS, personPerMinute: 3, rates: {} };

  test('beyond the limit there is one polite notice, then silence, and a minute later answers again', async () => {
    const { delivery, clock, channel, seen } = await setStage({ settings });
    delivery.start();
    let id = 0;
    const ask = (): Promise<string> => {
      id += 1;
      return delivery.receive([question({ id: String(id), sentAtMs: clock.now() })]);
    };
    for (let count = 0; count < 10; count += 1) await ask();
    await clock.advance(0);
    expect(channel.out).toEqual(['7: hỏi', '7: hỏi', '7: hỏi', '7: slow-down']);
    expect(seen.filter((word) => word === 'limited')).toHaveLength(6);
    await clock.advance(61_000);
    for (let count = 0; count < 5; count += 1) await ask();
    await clock.advance(0);
    expect(channel.out.slice(4)).toEqual(['7: hỏi', '7: hỏi', '7: hỏi', '7: slow-down']);
  });

  test('a backlog written over hours is not taken for a flood', async () => {
    const { delivery, clock, channel } = await setStage({ settings });
    delivery.start();
    const hour = 3_600_000;
    const backlog = Array.from({ length: 9 }, (_, index) =>
      question({ id: `b${index}`, sentAtMs: START_MS - (9 - index) * hour }),
    );
    await delivery.receive(backlog);
    await clock.advance(0);
    expect(channel.out).toHaveLength(9);
  });

  test('messages that the store refused or knew already do not count against the person', async () => {
    const { delivery, clock, channel } = await setStage({ settings, maxWaiting: 2 });
    for (let count = 0; count < 20; count += 1) {
      await delivery.receive(['1', '2', '3'].map((id) => question({ id })));
    }
    delivery.start();
    await delivery.receive([question({ id: '1' }), question({ id: '2' })]);
    await clock.advance(0);
    for (let count = 0; count < 20; count += 1) await delivery.receive([question({ id: '1' })]);
    await delivery.receive([question({ id: '3' })]);
    await clock.advance(0);
    expect(channel.out).toEqual(['7: hỏi', '7: hỏi', '7: hỏi']);
  });

  test('the platform’s permitted rate to one conversation is kept, and others are not held up by it', async () => {
    const rates = {
      telegram: { conversation: { count: 2, perMs: 1_000 }, group: undefined, firstSecond: undefined },
    };
    const { delivery, clock, channel, ask } = await setStage({ settings: { ...DEFAULT_DELIVERY_SETTINGS, rates } });
    delivery.start();
    await ask('7', 'a', 'b', 'c', 'd', 'e');
    await ask('8', 'x');
    await clock.advance(0);
    expect(channel.out.sort()).toEqual(['7: a', '7: b', '8: x']);
    await clock.advance(1_000);
    expect(channel.out).toHaveLength(5);
    await clock.advance(1_000);
    expect(channel.out).toHaveLength(6);
  });
});

describe('forgetting', () => {
  test('what was kept about a person and their conversation is gone, and about nobody else', async () => {
    const { delivery, clock, store } = await setStage({
      respond: () => ({ reply: { kind: 'forgotten' }, context: undefined }),
    });
    delivery.start();
    for (const key of [
      'person/telegram/7/vote',
      'conversation/telegram/7/context',
      'person/telegram/77/vote',
      'conversation/zalo/7/context',
    ]) {
      await store.notes.set(key, 1, undefined);
    }
    await delivery.receive([{ ...question(), request: { kind: 'forget' } }]);
    await clock.advance(0);
    expect(await store.notes.get('person/telegram/7/vote')).toBeUndefined();
    expect(await store.notes.get('conversation/telegram/7/context')).toBeUndefined();
    expect(await store.notes.get('person/telegram/77/vote')).toBe(1);
    expect(await store.notes.get('conversation/zalo/7/context')).toBe(1);
  });
});

describe('stopping', () => {
  test('a send under way ends, what waits stays for the next start', async () => {
    let finish: () => void = () => {};
    const channel = createScriptedChannel(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { kind: 'sent' };
    });
    const { delivery, clock, ask, store } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a', 'b');
    await clock.advance(0);
    let isStopped = false;
    const stopped = delivery.stop(5_000).then(() => {
      isStopped = true;
    });
    await clock.advance(1_000);
    expect(isStopped).toBe(false);
    finish();
    await clock.advance(0);
    await stopped;
    expect(channel.out).toEqual(['7: a']);
    expect((await store.inbox.depth()).waiting).toBe(1);
  });

  test('a message that waits for another try does not hold up the stop', async () => {
    const channel = createScriptedChannel(() => ({
      kind: 'retry',
      afterMs: 600_000,
      scope: 'conversation',
      reason: '429',
    }));
    const { delivery, clock, ask, store } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a');
    await clock.advance(0);
    const stopped = delivery.stop(5_000);
    await clock.advance(0);
    await stopped;
    expect((await store.inbox.depth()).waiting).toBe(1);
  });

  test('the deadline holds when a send never ends', async () => {
    const channel = createScriptedChannel(() => new Promise<never>(() => {}));
    const { delivery, clock, ask } = await setStage({ channel });
    delivery.start();
    await ask('7', 'a');
    await clock.advance(0);
    const stopped = delivery.stop(5_000);
    await clock.advance(5_000);
    await stopped;
  });
});
