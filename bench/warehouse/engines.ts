import { DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import initSqlJs from 'sql.js';
import type { DialectId } from '#warehouse/dialects.ts';
import type { WarehouseMapping } from '#warehouse/warehouse-mapping.ts';
import { logColumns, type RandomLog } from './random-log.ts';

/** One engine that is at hand. */
export interface Engine {
  readonly dialect: DialectId;
  /** Runs statements that answer nothing. */
  run(sql: string): Promise<void>;
  /** Answer of a query, all cells as text. */
  ask(sql: string): Promise<string[][]>;
  close(): Promise<void>;
}

export async function openDuckdb(): Promise<Engine> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('SET threads = 1');
  return {
    dialect: 'duckdb',
    run: async (sql) => void (await connection.run(sql)),
    ask: async (sql) => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(String)),
    close: async () => connection.closeSync(),
  };
}

export async function openPostgresql(): Promise<Engine> {
  const database = await PGlite.create();
  return {
    dialect: 'postgresql',
    run: async (sql) => void (await database.exec(sql)),
    ask: async (sql) =>
      (await database.query<unknown[]>(sql, [], { rowMode: 'array' })).rows.map((row) => row.map(String)),
    close: () => database.close(),
  };
}

export async function openSqlite(): Promise<Engine> {
  const { Database } = await initSqlJs();
  const database = new Database();
  return {
    dialect: 'sqlite',
    run: async (sql) => void database.run(sql),
    ask: async (sql) => (database.exec(sql)[0]?.values ?? []).map((row) => row.map(String)),
    close: async () => database.close(),
  };
}

/** The log as the engine's table of order lines. */
export async function loadLog({ run, dialect }: Engine, { rows, mapping }: RandomLog): Promise<void> {
  await run('DROP TABLE IF EXISTS order_lines');
  const types = logColumns.map((column) => `${quoted(dialect, column)} ${typeOf(dialect, column, mapping)}`);
  await run(`CREATE TABLE order_lines (${types.join(', ')})`);
  const values = rows.map(
    (row) =>
      `(${logColumns
        .map((column) => {
          const value = row[column];
          if (value === null) return 'NULL';
          if (column === 'at')
            return `'${new Date(Number(value) * 1000).toISOString().slice(0, 19).replace('T', ' ')}'`;
          return column === 'line' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
        })
        .join(', ')})`,
  );
  await run(`INSERT INTO order_lines VALUES ${values.join(',\n')}`);
}

function quoted(dialect: DialectId, column: string): string {
  return dialect === 'mysql' ? `\`${column}\`` : `"${column}"`;
}

function typeOf(dialect: DialectId, column: (typeof logColumns)[number], mapping: WarehouseMapping): string {
  if (column === 'line') return 'INTEGER';
  if (column === 'at') return dialect === 'sqlite' ? 'TEXT' : dialect === 'mysql' ? 'DATETIME' : 'TIMESTAMP';
  const number = [mapping.units, mapping.price, mapping.revenue].find((each) => each?.column === column);
  if (number?.type === 'number') return 'DECIMAL(18, 6)';
  return dialect === 'mysql' ? 'VARCHAR(200)' : dialect === 'sqlite' ? 'TEXT' : 'VARCHAR';
}
