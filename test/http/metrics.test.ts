import { expect, test } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';

const GAUGES = {
  inbox: () => ({ waiting: 3, oldestSeconds: 4.5, dead: 1 }),
  tokenAgeSeconds: () => ({ zalo: 60 }),
  isReady: () => true,
};

test('what happens before the page is asked for is counted too, by channel and kind', async () => {
  const { observer, render } = createMetrics(GAUGES);
  observer.received('zalo');
  observer.received('zalo');
  observer.finished('zalo', 'answer', 12);
  observer.waited('telegram', 1_500);
  const { contentType, body } = await render();
  observer.died('telegram');
  expect(contentType).toMatch(/^text\/plain/u);
  expect(body).toContain('bot_messages_received_total{channel="zalo"} 2');
  expect(body).toContain('bot_messages_finished_total{channel="zalo",kind="answer"} 1');
  expect(body).toContain('bot_latency_seconds_bucket{le="0.025",channel="zalo"} 1');
  expect(body).toContain('bot_send_rate_wait_seconds_total{channel="telegram"} 1.5');
  expect((await render()).body).toContain('bot_messages_dead_total{channel="telegram"} 1');
});

test('nothing is lost when there is much before the first page', async () => {
  const { observer, render } = createMetrics(GAUGES);
  for (let count = 0; count < 25_000; count += 1) observer.received('zalo');
  expect((await render()).body).toContain('bot_messages_received_total{channel="zalo"} 25000');
});

test('depth, oldest age, dead letters, token age, readiness and event-loop delay are read when the page is', async () => {
  const { body } = await createMetrics(GAUGES).render();
  for (const line of [
    'bot_inbox_waiting 3',
    'bot_inbox_oldest_seconds 4.5',
    'bot_inbox_dead 1',
    'bot_token_age_seconds{account="zalo"} 60',
    'bot_ready 1',
    'nodejs_eventloop_lag_p99_seconds',
  ]) {
    expect(body).toContain(line);
  }
});
