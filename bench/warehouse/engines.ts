import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
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

/** A server of its own in a folder of its own, ended with the run; null where none is installed (Debian: mariadb-server). */
export async function openMariadb(): Promise<Engine | null> {
  const daemon = '/usr/sbin/mariadbd';
  if (!existsSync(daemon)) return null;
  const folder = mkdtempSync(path.join(tmpdir(), 'debut-mariadb-'));
  const socket = path.join(folder, 'socket');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${folder}/data`, '--skip-test-db', ...user], {
    stdio: 'ignore',
  });
  const words = ['--no-defaults', `--datadir=${folder}/data`, `--socket=${socket}`, '--skip-networking'];
  const server = spawn(daemon, [...words, '--character-set-server=utf8mb4', '--default-time-zone=+00:00', ...user], {
    stdio: 'ignore',
  });
  while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 200));
  execFileSync('mariadb', ['--no-defaults', `--socket=${socket}`, '-e', 'CREATE DATABASE debut']);
  const asked = ['--no-defaults', `--socket=${socket}`, '--batch', '--skip-column-names', '--unbuffered', 'debut'];
  const client = spawn('mariadb', [...asked, '--default-character-set=utf8mb4'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
  const ask = async (sql: string): Promise<string[][]> => {
    client.stdin.write(`${sql.trimEnd()};\nSELECT 'answered';\n`);
    const rows: string[][] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`MariaDB refused: ${sql.slice(0, 200)}`);
      if (value === 'answered') return rows;
      rows.push(value.split('\t'));
    }
  };
  return {
    dialect: 'mysql',
    run: async (sql) => void (await ask(sql)),
    ask,
    close: async () => {
      client.kill();
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** ClickHouse within this process, where its package of npm (`chdb`, 543 MB) is installed in a folder; else null. */
export async function openClickhouse(folder: string): Promise<Engine | null> {
  const needed = path.resolve(folder, 'package.json');
  if (folder === '' || !existsSync(needed)) return null;
  const { Session } = createRequire(needed)('chdb') as {
    readonly Session: new () => { query(sql: string, format: string): string; cleanup(): void };
  };
  const session = new Session();
  // A log has a few hundred rows: threads cost more than they do.
  session.query('SET max_threads = 1', 'JSONCompact');
  return {
    dialect: 'clickhouse',
    run: async (sql) => void session.query(sql, 'JSONCompact'),
    ask: async (sql) => (JSON.parse(session.query(sql, 'JSONCompactStrings')) as { data: string[][] }).data,
    close: async () => session.cleanup(),
  };
}

/** The log as the engine's table of order lines. */
export async function loadLog({ run, dialect }: Engine, { rows, mapping }: RandomLog): Promise<void> {
  await run('DROP TABLE IF EXISTS order_lines');
  const types = logColumns.map((column) => `${quoted(dialect, column)} ${typeOf(dialect, column, mapping)}`);
  const kind = dialect === 'clickhouse' ? ' ENGINE = Memory' : '';
  await run(`CREATE TABLE order_lines (${types.join(', ')})${kind}`);
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
  const number = [mapping.units, mapping.price, mapping.revenue].find((each) => each?.column === column);
  const isNumber = number?.type === 'number';
  if (dialect === 'clickhouse')
    return column === 'line'
      ? 'Int64'
      : `Nullable(${column === 'at' ? "DateTime('UTC')" : isNumber ? 'Decimal(18, 6)' : 'String'})`;
  if (column === 'line') return 'INTEGER';
  if (column === 'at') return dialect === 'sqlite' ? 'TEXT' : dialect === 'mysql' ? 'DATETIME' : 'TIMESTAMP';
  if (isNumber) return 'DECIMAL(18, 6)';
  return dialect === 'mysql' ? 'VARCHAR(200)' : dialect === 'sqlite' ? 'TEXT' : 'VARCHAR';
}
