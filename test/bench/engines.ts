import { DatabaseSync } from 'node:sqlite';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import type { Library } from '../../src/core/interview.ts';
import { createMatcher } from '../../src/search/matcher.ts';
import { paragraphsOf } from './synthetic.ts';

interface Engine {
  readonly name: string;
  /** Indexes the paragraphs and gives the function that is timed. */
  build(library: Library): (question: string) => unknown;
}

export const ENGINES: readonly Engine[] = [
  {
    name: 'this',
    build(library) {
      const matcher = createMatcher(library);
      return (question) => matcher.match(question, { lastTurn: undefined });
    },
  },
  {
    name: 'MiniSearch, defaults',
    build(library) {
      const search = new MiniSearch({ fields: ['text'] });
      search.addAll(paragraphsOf(library).map((text, id) => ({ id, text })));
      return (question) => search.search(question);
    },
  },
  {
    name: 'FlexSearch',
    build(library) {
      const index = new FlexSearch.Index({ tokenize: 'strict' });
      for (const [id, text] of paragraphsOf(library).entries()) index.add(id, text);
      return (question) => index.search(question, { limit: 10, suggest: true });
    },
  },
  {
    name: 'SQLite FTS5',
    build(library) {
      const database = new DatabaseSync(':memory:');
      database.exec("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')");
      const insert = database.prepare('INSERT INTO passages(rowid, text) VALUES (?, ?)');
      database.exec('BEGIN');
      for (const [id, text] of paragraphsOf(library).entries()) insert.run(id + 1, text);
      database.exec('COMMIT');
      const select = database.prepare(
        'SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 10',
      );
      return (question) => {
        const words = question.match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['x'];
        return select.all(words.map((word) => `"${word}"`).join(' OR '));
      };
    },
  },
];
