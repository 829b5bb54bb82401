/**
 * The query for the warehouse against the import on random logs, on every engine that is at hand: cells, cents and
 * rejected rows that differ. `--logs=N`: how many (1,000).
 */
import { dialects } from '#warehouse/dialects.ts';
import type { Benchmark } from '../run.ts';
import { differences } from './compare-log.ts';
import { openDuckdb, openPostgresql, openSqlite } from './engines.ts';
import { randomLog } from './random-log.ts';

const warehouse: Benchmark = async (words) => {
  const logs = Number(words.find((word) => word.startsWith('--logs='))?.slice(7) ?? 1000);
  const figures: Record<string, number | string> = {};
  const engines = [await openDuckdb(), await openPostgresql(), await openSqlite()];
  for (const engine of engines) {
    let differing = 0;
    for (let seed = 1; seed <= logs; seed++) {
      const found = await differences(engine, randomLog(seed));
      if (found.length > 0) console.log(`${engine.dialect}, log ${seed}: ${found.slice(0, 3).join('; ')}`);
      differing += found.length;
    }
    figures[`${engine.dialect}, ${logs} logs: cells and causes that differ`] = differing;
    await engine.close();
  }
  const run = new Set(engines.map(({ dialect }) => dialect as string));
  figures['not at hand'] = Object.keys(dialects)
    .filter((id) => !run.has(id))
    .join(', ');
  return figures;
};

export default warehouse;
