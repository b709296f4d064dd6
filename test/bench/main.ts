import { benchDelivery } from './delivery.ts';
import { benchSearch } from './search.ts';

/**
 * `npm run bench -- [search] [delivery] [--full]`: what it costs, beside the peers in the same run. `--full` adds 100,000
 * passages, which takes minutes. Run it on an idle machine and read ratios.
 */
const args = process.argv.slice(2);
const parts = args.filter((arg) => !arg.startsWith('--'));
const isChosen = (part: string): boolean => parts.length === 0 || parts.includes(part);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const unknown = args.find((arg) => !['search', 'delivery', '--full'].includes(arg));
if (unknown !== undefined) {
  print(`Expected search, delivery or --full, got "${unknown}".`);
  process.exit(1);
}
if (isChosen('search')) await benchSearch(print, args.includes('--full'));
if (isChosen('delivery')) await benchDelivery(print);
process.exit();
