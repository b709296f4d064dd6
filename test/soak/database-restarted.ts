import { carry } from '../support/carry.ts';
import { isCarried, type Scenario } from './scenario.ts';

/** PostgreSQL is stopped in the middle of a stream, and started again two seconds later. */
export const DATABASE_RESTARTED: Scenario = {
  name: 'database restarted',
  store: 'PostgreSQL',
  async run({ databaseUrl, server }) {
    const carried = await carry({
      ...{ way: 'zalo-webhook', messages: 3_000, conversations: 300, perSecond: 150, replicas: 2, databaseUrl },
      async meanwhile({ reached }) {
        await reached(0.5);
        await server?.restart(2_000);
      },
    });
    return { isHeld: isCarried(carried), measured: carried };
  },
};
