import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveStream } from '../support/carry.ts';
import { readStoredMessages } from '../support/stored-messages.ts';

/** A store that can be made to refuse writes. */
export interface Refusing {
  readonly databaseUrl: string;
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
}

/** What was seen from outside while writes were refused, and after. */
export interface Seen {
  /** From the beginning until the readiness page was red, ms; infinite when it never was. */
  readonly redAfterMs: number;
  /** What the page said then. */
  readonly reason: string;
  /** Looks afterwards while writes were still refused, and those of them at which the page was green. */
  readonly looks: number;
  readonly greenLooks: number;
  /** Looks at which more messages had been acknowledged than the store held. */
  readonly unstoredLooks: number;
  /** Messages acknowledged while the page was red. */
  readonly acknowledged: number;
  /** From the end until the page was green, ms; infinite when it never was. */
  readonly greenAfterMs: number;
  /** Looks at the page after that which were not green. */
  readonly redLooks: number;
}

/** How long writes are refused, counted from when it shows. */
const REFUSED_MS = 10_000;

/** How long is waited for the page to change; a full disk has some room left in the log of SQLite. */
const PATIENCE_MS = 30_000;

const LOOK_MS = 100;

/** Has the store of a running stream refuse writes for a while and watches what the program says and does meanwhile. */
export async function watchRefusal(live: LiveStream, { databaseUrl, begin, end }: Refusing): Promise<Seen> {
  const url = `http://127.0.0.1:${live.ports[0]}/health/ready`;
  const beganAtMs = Date.now();
  await begin();
  const red = await lookUntil(url, (page) => !page.isReady);
  const redAfterMs = red ? Date.now() - beganAtMs : Number.POSITIVE_INFINITY;
  const before = live.acknowledged();
  const counts = { looks: 0, greenLooks: 0, unstoredLooks: 0, redLooks: 0 };
  for (const untilMs = Date.now() + REFUSED_MS; Date.now() < untilMs; counts.looks += 1) {
    const known = live.acknowledged();
    if ((await readStoredMessages(databaseUrl)).stored < known) counts.unstoredLooks += 1;
    if ((await look(url)).isReady) counts.greenLooks += 1;
  }
  const acknowledged = live.acknowledged() - before;
  const endedAtMs = Date.now();
  await end();
  const green = await lookUntil(url, (page) => page.isReady);
  const greenAfterMs = green ? Date.now() - endedAtMs : Number.POSITIVE_INFINITY;
  let isOver = false;
  void live.reached(1).then(() => {
    isOver = true;
  });
  while (!isOver) if (!(await look(url)).isReady) counts.redLooks += 1;
  return { redAfterMs, reason: red?.problems.join(' ') ?? '', ...counts, acknowledged, greenAfterMs };
}

interface ReadyPage {
  readonly isReady: boolean;
  readonly problems: readonly string[];
}

async function look(url: string): Promise<ReadyPage> {
  await sleep(LOOK_MS);
  const response = await fetch(url);
  const page = (await response.json()) as ReadyPage;
  if (page.isReady !== (response.status === 200)) {
    throw new Error(`expected 200 of a page that is ready and only then, got ${response.status}`);
  }
  return page;
}

async function lookUntil(url: string, isTrue: (page: ReadyPage) => boolean): Promise<ReadyPage | undefined> {
  for (const giveUpAtMs = Date.now() + PATIENCE_MS; Date.now() < giveUpAtMs; ) {
    const page = await look(url);
    if (isTrue(page)) return page;
  }
  return undefined;
}
