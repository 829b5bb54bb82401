import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';
import { buildEngine } from '../build/build-engine.mjs';
import { blockOf } from './forecast-lines.ts';

interface Line {
  readonly id: string;
  readonly block: string;
  readonly values: readonly (number | null)[];
}

const start = '2024-01-01';
/** An id of the same block as `a`, which `b` is not in. */
const again = Array.from({ length: 99 }, (_, k) => `a${k}`).find((id) => blockOf(id, 1) === blockOf('a', 1)) ?? '';
let folder = '';
let engine = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'debut-cluster-'));
  engine = await buildEngine(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Series sorted by block; some weeks are unknown. */
function seriesLines(count: number, weeks: number): Line[] {
  const random = createRandom(count);
  return Array.from({ length: count }, (_, k): Line => {
    const id = `商品-${k}`;
    const level = 5 + random.next() * 60;
    const values = Array.from({ length: weeks }, (_value, t) =>
      random.next() < 0.01 && t > 5
        ? null
        : Math.max(0, Math.round(level + 0.1 * t + (4 * random.normal() * level) / 20)),
    );
    return { id, block: blockOf(id, 1), values };
  }).sort((a, b) => (a.block < b.block ? -1 : a.block > b.block ? 1 : 0));
}

const asJson = (lines: readonly Line[]): string =>
  lines.map(({ id, values }) => `${JSON.stringify({ id, start, values })}\n`).join('');

function forecast(input: string, ...words: string[]): string {
  return execFileSync(process.execPath, [engine, 'forecast-lines', '--digits', '1', '--h', '4', ...words], {
    input,
    encoding: 'utf8',
  });
}

function contentsOf(out: string): Record<string, string> {
  if (!existsSync(out)) return {};
  return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(path.join(out, file), 'utf8')]));
}

describe('forecast-lines', () => {
  it.each([
    ['ets', 48, 60],
    ['auto', 18, 40],
  ])('gives the same bytes however the blocks are cut: %s', (method, count, weeks) => {
    const lines = seriesLines(count, weeks);
    const words = ['--method', method, '--origins', '1'];
    const whole = forecast(asJson(lines), ...words);
    expect(whole.trimEnd().split('\n')).toHaveLength(count);
    expect(JSON.parse(whole.split('\n')[0])).toMatchObject({
      block: lines[0].block,
      seed: 1,
      engine: expect.stringMatching(/\+[0-9a-f]{12}$/),
    });
    const blocks = [...new Set(lines.map(({ block }) => block))];
    for (const parts of method === 'ets' ? [2, 16] : [3]) {
      const answers = Array.from({ length: parts }, (_, part) =>
        asJson(lines.filter(({ block }) => blocks.indexOf(block) % parts === part)),
      ).map((input) => forecast(input, ...words));
      expect(answers.join('').trimEnd().split('\n').sort()).toEqual(whole.trimEnd().split('\n').sort());
    }
    // The order of lines within a block is nothing to go by.
    const turned = blocks.flatMap((block) => lines.filter((line) => line.block === block).reverse());
    expect(forecast(asJson(turned), ...words)).toBe(whole);
  });

  it('reads a row a week with tabs, \\N for unknown, and a week without a row as nothing sold', () => {
    const lines = seriesLines(6, 40);
    const first = parseIsoDate(start);
    const rows = lines.flatMap(({ id, values }) =>
      values.flatMap((value, t) =>
        value === 0 ? [] : [`${id}\t${formatIsoDate(first + 7 * t)}\t${value === null ? '\\N' : value}\n`],
      ),
    );
    const answer = forecast(rows.join(''), '--method', 'ets', '--tsv', '--until', formatIsoDate(first + 7 * 39));
    const off = ['--method', 'ets', '--tsv', '--until', formatIsoDate(first + 7 * 39 + 3)];
    expect(() => forecast(rows.join(''), ...off)).toThrow(/no first day of a week/);
    const byId = new Map(
      forecast(asJson(lines), '--method', 'ets')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ id, mean }) => [id, mean]),
    );
    const cells = answer
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(cells).toHaveLength(24);
    expect(cells[0][1]).toBe(formatIsoDate(first + 7 * 40));
    for (const [at, [id, , mean]] of cells.entries()) expect(Number(mean)).toBe(byId.get(id)[at % 4]);
  });

  it('writes a block whole or not at all: killed at any time, it goes on and ends with the same bytes', async () => {
    const lines = seriesLines(64, 60);
    const input = asJson(lines);
    const words = ['forecast-lines', '--digits', '1', '--h', '4', '--method', 'ets'];
    const whole = path.join(folder, 'whole');
    execFileSync(process.execPath, [engine, ...words, '--out', whole], { input });
    const { next } = createRandom(3);
    const out = path.join(folder, 'killed');
    let killed = 0;
    for (let trial = 0; trial < 20; trial++) {
      const child = spawn(process.execPath, [engine, ...words, '--out', out], { stdio: ['pipe', 'ignore', 'ignore'] });
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      const ended = new Promise<NodeJS.Signals | null>((resolve) =>
        child.on('exit', (_code, signal) => resolve(signal)),
      );
      setTimeout(() => child.kill('SIGKILL'), 100 + next() * 400);
      if ((await ended) === 'SIGKILL') killed += 1;
      const done = contentsOf(out);
      for (const [file, text] of Object.entries(done))
        if (!file.endsWith('.part')) expect(text).toBe(contentsOf(whole)[file]);
      if (trial % 5 === 4) rmSync(out, { recursive: true, force: true });
    }
    expect(killed).toBeGreaterThan(0);
    execFileSync(process.execPath, [engine, ...words, '--out', out], { input });
    const done = Object.entries(contentsOf(out)).filter(([file]) => !file.endsWith('.part'));
    expect(Object.fromEntries(done)).toEqual(contentsOf(whole));
  });

  it.each([
    ['a line that is not JSON', '{"id": "a", "values": [1, 2'],
    ['a line without an id', '{"values": [1, 2]}'],
    ['a text among the numbers', '{"id": "a", "values": [1, "2"]}'],
    ['a block that comes again', ['a', 'b', again].map((id) => JSON.stringify({ id, values: [1, 2, 3] })).join('\n')],
    ['a product twice', '{"id": "a", "values": [1, 2]}\n{"id": "a", "values": [1, 2]}'],
  ])('ends with trouble, said: %s', (_what, input) => {
    const words = [engine, 'forecast-lines', '--digits', '1', '--method', 'naive'];
    const { status, stderr } = spawnSync(process.execPath, words, { input: `${input}\n`, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^debut-engine: (line|block) /);
  });
});

it('cold-start-lines answers each candidate as if it were alone', () => {
  const random = createRandom(5);
  const launches = Array.from({ length: 14 }, (_, k) => ({
    ...{
      id: `old-${k}`,
      firstWeek: formatIsoDate(parseIsoDate(start) + 7 * (k % 5)),
      price: 10 + k,
      category: 'lamps',
    },
    ...{ description: `lamp number ${k}`, weekly: Array.from({ length: 20 }, () => random.below(40)) },
  }));
  const history = path.join(folder, 'history.json');
  writeFileSync(history, JSON.stringify({ launches, products: [] }));
  const candidates = [12, 19].map((price) =>
    JSON.stringify({ id: `new-${price}`, launchWeek: '2025-01-06', price, category: 'lamps', description: 'lamp' }),
  );
  const run = (input: string): string =>
    execFileSync(process.execPath, [engine, 'cold-start-lines', '--history', history, '--h', '8'], {
      input,
      encoding: 'utf8',
    });
  const both = run(`${candidates.join('\n')}\n`);
  expect(both.trimEnd().split('\n')).toHaveLength(2);
  expect(candidates.map((line) => run(`${line}\n`)).join('')).toBe(both);
});
