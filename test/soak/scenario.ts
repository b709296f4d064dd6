import { DEFAULT_DELIVERY_SETTINGS } from '../../src/delivery/settings.ts';
import { type Carried, type CarryOptions, carry } from '../support/carry.ts';
import type { PostgresServer } from '../support/postgres.ts';

/** Something that is done to the real program for minutes, and what must hold meanwhile. */
export interface Scenario {
  readonly name: string;
  readonly store: 'SQLite' | 'PostgreSQL';
  /** Gives undefined, after saying why, where it cannot be run. */
  run(site: Site): Promise<Outcome | undefined>;
}

/** Where a scenario runs. */
export interface Site {
  /** An empty database of the scenario's store. */
  readonly databaseUrl: string;
  /** The server of that database, where it has one. */
  readonly server: PostgresServer | undefined;
}

/** What came of a scenario. */
export interface Outcome {
  readonly isHeld: boolean;
  readonly measured: object;
}

/** A scenario that carries a stream; `holds` adds to what must hold for every stream: nothing lost, order kept. */
export function carrying(
  name: string,
  store: Scenario['store'],
  options: Omit<CarryOptions, 'databaseUrl'>,
  holds: (carried: Carried) => boolean = () => true,
): Scenario {
  return {
    name,
    store,
    async run({ databaseUrl }) {
      const carried = await carry({ ...options, databaseUrl });
      return { isHeld: isCarried(carried) && holds(carried), measured: carried };
    },
  };
}

/** What must hold for every stream. */
export function isCarried({ lost, outOfOrder }: Carried): boolean {
  return lost === 0 && outOfOrder === 0;
}

/** Nothing was repeated but what was on its way when a process was killed, and no more was than is worked on at a time. */
export function isRepeatedWithinFlight({ repeated, inFlight, unexplainedRepeats, mostInFlight }: Carried): boolean {
  return repeated <= inFlight && unexplainedRepeats === 0 && mostInFlight <= DEFAULT_DELIVERY_SETTINGS.concurrency;
}
