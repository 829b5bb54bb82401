import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, FileReport, ImportOutput } from '#ingest/import-report.ts';
import { readPlain, silentChange } from '#ingest/testing/silent-change.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/data/exports');
const isThere = existsSync(folder);
const missing = isThere ? '' : ' (skipped: ../shared/data/exports is not on this machine)';

/** The numbers that have to come of a layout; see the folder's README. */
interface Numbers {
  readonly rows?: number;
  readonly units?: number | null;
  readonly revenue?: number | null;
  readonly firstDate?: string | null;
  readonly lastDate?: string | null;
  readonly products?: number;
}

interface Entry extends Numbers {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly kindsAlsoRight?: readonly string[];
  readonly encoding: string;
  readonly mustAsk: string | null;
  readonly alsoRight?: readonly Numbers[];
  readonly answer?: readonly string[];
}

const entries: readonly Entry[] = isThere ? JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) : [];

function read(name: string, bytes: Uint8Array, choices: FileChoices = {}): Promise<ImportOutput> {
  return importFiles({ files: [{ name, bytes }], choices: { [name]: choices } }, () => ({
    progress() {},
    async yieldNow() {},
  }));
}

function differs(report: FileReport, expected: Numbers): boolean {
  const day = (value: number | null): string | null => (value === null ? null : formatIsoDate(value));
  const isNear = (a: number | null, b: number | null): boolean =>
    a === b || (a !== null && b !== null && Math.abs(a - b) < 0.006);
  const units = report.kind === 'browsing' ? report.months.reduce((sum, month) => sum + month.units, 0) : report.units;
  return (
    (expected.rows !== undefined && report.rowsAccepted !== expected.rows) ||
    (expected.products !== undefined && report.products !== expected.products) ||
    !isNear(units, expected.units ?? null) ||
    !isNear(report.revenue === null ? null : Number(report.revenue), expected.revenue ?? null) ||
    (!!expected.firstDate && day(report.firstDay) !== expected.firstDate) ||
    (!!expected.lastDate && day(report.lastDay) !== expected.lastDate)
  );
}

/** `right`, `asked` (the right kind is on offer and gives the right numbers), or what is wrong. */
async function judge(entry: Entry): Promise<string> {
  const name = path.basename(entry.file);
  const bytes = readFileSync(path.join(folder, entry.file));
  const output = await read(name, bytes);
  const kinds = [entry.kind, ...(entry.kindsAlsoRight ?? [])];
  const own = output.files.find((report) => report.state === 'imported');
  if (entry.mustAsk) {
    if (own) return `taken as ${own.kind}`;
    return output.files[0].issues.length > 0 ? 'right' : 'nothing said';
  }
  const isRight = (report: FileReport | undefined): boolean =>
    report !== undefined &&
    kinds.includes(report.kind) &&
    [entry, ...(entry.alsoRight ?? []).map((also) => ({ ...entry, ...also }))].some(
      (numbers) => !differs(report, numbers),
    );
  if (own) return isRight(own) ? 'right' : `${own.kind} with other numbers`;
  const [question] = output.questions;
  if (question?.code !== 'file-kind' || !question.options.includes(entry.kind)) return `asked ${question?.code}`;
  const again = await read(name, bytes, { kind: entry.kind as NonNullable<FileChoices['kind']> });
  return isRight(again.files.find((report) => report.state === 'imported')) ? 'asked' : 'wrong after the answer';
}

describe.skipIf(!isThere)(`exports of shop systems${missing}`, () => {
  it('are right or asked about, nine in ten without a question, and never silently wrong', async () => {
    const found = new Map<string, string>();
    for (const entry of entries) found.set(entry.id, await judge(entry));
    const of = (verdict: string): string[] => [...found].filter(([, each]) => each === verdict).map(([id]) => id);
    const wrong = [...found].filter(([, verdict]) => verdict !== 'right' && verdict !== 'asked');
    expect(wrong).toEqual([]);
    expect(of('right').length).toBeGreaterThanOrEqual(0.9 * entries.length);
  }, 240_000);

  it('keep their sums under changed headings and moved columns, or say what is not known', async () => {
    const silent: string[] = [];
    // One change of every third layout; `npm run bench -- import-layouts` makes 5,000.
    const some = entries.filter(({ encoding }, at) => encoding === 'utf-8' && at % 3 === 0);
    // And changes that once made a list of products one of stock.
    const products = entries.find(({ id }) => id === 'shopify-products-export') as Entry;
    const changes = [
      ...some.map((entry, at) => [at, entry] as const),
      [7000, products] as const,
      [7001, products] as const,
    ];
    for (const [at, entry] of changes) {
      const name = path.basename(entry.file);
      const text = readFileSync(path.join(folder, entry.file), 'utf8');
      const before = await readPlain(name, text);
      const fault = before ? await silentChange(before, text, at) : '';
      if (fault !== '') silent.push(`${entry.id}: ${fault}`);
    }
    expect(silent).toEqual([]);
  }, 240_000);
});
