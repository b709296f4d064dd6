/** Hands items to `run` in batches: while one batch is under way the next one gathers. */
export type Batches<Item, Result> = (item: Item) => Promise<Result>;

interface Queued<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (fault: unknown) => void;
}

/** Most items of one batch. */
const LARGEST = 500;

/**
 * Makes batches of what arrives together; `run` gives one result an item, in order. When it rejects, each item is tried
 * once more by itself, so that one that cannot be written does not take its neighbours along.
 */
export function createBatches<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
): Batches<Item, Result> {
  const queue: Queued<Item, Result>[] = [];
  let isRunning = false;

  const runBatch = async (batch: readonly Queued<Item, Result>[]): Promise<void> => {
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (fault) {
      if (batch.length > 1) for (const queued of batch) await runBatch([queued]);
      else batch[0]?.reject(fault);
    }
  };
  const runAll = async (): Promise<void> => {
    isRunning = true;
    while (queue.length > 0) await runBatch(queue.splice(0, LARGEST));
    isRunning = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!isRunning) void runAll();
    });
}
