/**
 * The query for the warehouse against the import on random logs, on every engine that is at hand: cells, cents and
 * rejected rows that differ. `--logs=N`: how many (1,000); `--first=N`: the first seed; `--engines=duckdb,mysql`: which;
 * `--chdb=FOLDER`: where npm put the package `chdb` (ClickHouse), which is too large to come with this one. MariaDB is Debian's
 * `mariadb-server`.
 */
import { type DialectId, dialects } from '#warehouse/dialects.ts';
import type { Benchmark } from '../run.ts';
import { differences, importLog } from './compare-log.ts';
import { type Engine, openClickhouse, openDuckdb, openMariadb, openPostgresql, openSqlite } from './engines.ts';
import { randomLog } from './random-log.ts';

const warehouse: Benchmark = async (words) => {
  const logs = Number(words.find((word) => word.startsWith('--logs='))?.slice(7) ?? 1000);
  const figures: Record<string, number | string> = {};
  const first = Number(words.find((word) => word.startsWith('--first='))?.slice(8) ?? 1);
  const wanted = words
    .find((word) => word.startsWith('--engines='))
    ?.slice(10)
    .split(',');
  const chdb = words.find((word) => word.startsWith('--chdb='))?.slice(7) ?? '';
  const openers = {
    duckdb: openDuckdb,
    postgresql: openPostgresql,
    sqlite: openSqlite,
    mysql: openMariadb,
    clickhouse: () => openClickhouse(chdb),
  };
  const engines: Engine[] = [];
  const differing = new Map<DialectId, number>();
  const compared = { rows: 0, cells: 0, cents: 0, rejected: 0 };
  try {
    for (const [dialect, open] of Object.entries(openers)) {
      const engine = wanted && !wanted.includes(dialect) ? null : await open();
      if (engine) engines.push(engine);
    }
    for (let seed = first; seed < first + logs; seed++) {
      const log = randomLog(seed);
      const imported = importLog(log);
      const { files, dataset } = await imported;
      compared.rows += log.rows.length;
      compared.cells += dataset.panel?.units.length ?? 0;
      for (const amount of dataset.panel?.revenue ?? []) compared.cents += Math.round((amount || 0) * 100);
      for (const count of Object.values(files[0].rejected)) compared.rejected += count;
      for (const engine of engines) {
        const found = await differences(engine, log, imported);
        if (found.length > 0) console.log(`${engine.dialect}, log ${seed}: ${found.slice(0, 3).join('; ')}`);
        differing.set(engine.dialect, (differing.get(engine.dialect) ?? 0) + found.length);
      }
      if (seed % 100 === 0)
        console.log(`log ${seed}: ${[...differing].map((each) => each.join(' ')).join(', ')} differ`);
    }
  } finally {
    for (const engine of engines) await engine.close();
  }
  figures['compared on each engine'] =
    `${compared.rows} rows, ${compared.rejected} of them rejected, ${compared.cells} cells with ${compared.cents} cents`;
  for (const [dialect, count] of differing) figures[`${dialect}, ${logs} logs: cells and causes that differ`] = count;
  figures['not run'] = Object.keys(dialects)
    .filter((id) => !differing.has(id as DialectId))
    .join(', ');
  return figures;
};

export default warehouse;
