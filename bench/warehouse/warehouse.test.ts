import { describe, expect, it } from 'vitest';
import { differences } from './compare-log.ts';
import { openDuckdb, openPostgresql, openSqlite } from './engines.ts';
import { randomLog } from './random-log.ts';

describe('the query for the warehouse', () => {
  it.each([
    ['DuckDB', openDuckdb],
    ['PostgreSQL', openPostgresql],
    ['SQLite', openSqlite],
  ])('gives what the import makes of the same lines: %s', async (_name, open) => {
    const engine = await open();
    for (let seed = 1; seed <= 6; seed++) expect(await differences(engine, randomLog(seed)), `log ${seed}`).toEqual([]);
    await engine.close();
  });
});
