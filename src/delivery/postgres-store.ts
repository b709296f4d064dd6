import { type Store, StoreError, type StoreOptions } from './store.ts';

/** Opens the PostgreSQL store. */
export async function openPostgresStore(_databaseUrl: string, _options: StoreOptions): Promise<Store> {
  throw new StoreError('PostgreSQL chưa dùng được trong bản này. (PostgreSQL is not available in this version yet.)');
}
