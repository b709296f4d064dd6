import { createScriptedChannel } from './scripted-channel.ts';
import { question, stageOf } from './set-up.ts';

/**
 * Run as a process of its own: answers a message that leaves a rejected promise behind, one that does so after a while,
 * and two good ones; writes as JSON what went out and what was set aside. Its exit code tells whether it lived.
 */
const channel = createScriptedChannel();
const { delivery, store, clock } = await stageOf({
  channel,
  respond: async (request) => {
    const text = request.kind === 'question' ? request.text : '';
    if (text === 'at once') void Promise.reject(new Error('secret'));
    if (text === 'in a callback') setImmediate(() => void Promise.reject(new Error('secret')));
    if (text === 'in a callback') await new Promise((resolve) => setTimeout(resolve, 5));
    return { reply: { kind: 'unsupported' }, context: undefined };
  },
});
delivery.start();
const texts = ['at once', 'good', 'in a callback', 'fine'];
await delivery.receive(texts.map((text) => question({ id: text, conversation: text, text })));
for (let round = 0; round < 30; round += 1) {
  await clock.advance(1_000);
  await new Promise((resolve) => setTimeout(resolve, 10));
}
// A rejection of nobody's: logged, and no reason to end.
void Promise.reject(new Error('stray'));
await clock.advance(0);
const dead = (await store.deadLetters.list(10)).map(({ message }) => message.id);
process.stdout.write(JSON.stringify({ out: [...channel.out].sort(), dead }));
