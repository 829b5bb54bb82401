import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { read, type WorkBook } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { priceList } from '#export/launch-fields.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/printing/handlers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plan-workbook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasOffice = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasOffice) {
  process.stderr.write(
    '\nSKIPPED: the workbook is not opened by LibreOffice, which is not installed (libreoffice-calc).\n\n',
  );
}

async function workbookOf(
  plan: PlanDocument,
  language: 'en' | 'zh' = 'en',
  content: 'plan' | 'prices' = 'plan',
): Promise<Uint8Array> {
  return (await handlers.writeWorkbook({ plan: structuredClone(plan), language, content }, createFreeControl())).bytes;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Number in a cell, by sheet and address. */
function numberAt({ Sheets }: WorkBook, sheet: string, address: string): number {
  return Sheets[sheet][address]?.v as number;
}

/** What the sheets say in all, as the document has it. */
function expectTotals(book: WorkBook, plan: PlanDocument): void {
  const line = plan.launches.length + 2;
  const { launches, headline, calendar } = plan;
  const profits = sum(launches.map(({ profit }) => profit));
  expect(numberAt(book, 'Plan', `I${line}`)).toBeCloseTo(sum(launches.map(({ initialOrder }) => initialOrder)), 6);
  expect(numberAt(book, 'Plan', `K${line}`)).toBeCloseTo(sum(launches.map(({ units }) => units)), 6);
  expect(numberAt(book, 'Plan', `N${line}`)).toBeCloseTo(sum(launches.map(({ revenue }) => revenue)), 4);
  expect(numberAt(book, 'Plan', `O${line}`)).toBeCloseTo(profits, 4);
  expect(numberAt(book, 'Summary', 'B5')).toBe(launches.length);
  expect(numberAt(book, 'Summary', 'B10')).toBeCloseTo(profits, 4);
  expect(numberAt(book, 'Summary', 'B11')).toBeCloseTo(headline.profit - profits, 4);
  expect(numberAt(book, 'Summary', 'B12')).toBeCloseTo(headline.profit, 4);
  expect(numberAt(book, 'Weeks', `C${calendar.weeks + 2}`)).toBe(launches.length);
  expect(numberAt(book, 'Weeks', `D${calendar.weeks + 2}`)).toBe(sum(launches.map(({ initialOrder }) => initialOrder)));
  expect(numberAt(book, 'Units by week', `C${line}`)).toBeCloseTo(sum(launches.flatMap(({ weekly }) => weekly)), 6);
}

describe('the workbook', () => {
  it('of prices has a line a price, from the day that the CSV says', async () => {
    const plan = createExamplePlan(14);
    const marked = plan.launches.map((launch, i) =>
      i === 0 ? { ...launch, markdown: { price: 59.5, age: 8 } } : launch,
    );
    const priced = { ...plan, launches: marked };
    const { SheetNames, Sheets } = read(await workbookOf(priced, 'en', 'prices'), { cellDates: true });
    const sheet = Sheets[SheetNames[0]];
    const lines = priceList(priced, 'en');
    expect(lines).toHaveLength(marked.length + 2);
    for (const [row, [id, , price, from]] of lines.slice(1).entries()) {
      expect(sheet[`A${row + 2}`]).toMatchObject({ t: 's', v: id });
      expect(sheet[`C${row + 2}`]).toMatchObject({ t: 'n', v: price });
      expect((sheet[`D${row + 2}`].v as Date).toISOString().slice(0, 10)).toBe(from);
    }
    expect(sheet[`A${lines.length + 1}`]).toBeUndefined();
  });

  it('has the document’s totals for a reader that shows what is stored', async () => {
    const plan = createExamplePlan(14);
    const book = read(await workbookOf(plan), { cellFormula: true });
    expect(book.SheetNames).toEqual([
      'Summary',
      'Plan',
      'Weeks',
      'Units by week',
      'Promotions by event',
      'Demand',
      'Not selected',
    ]);
    expectTotals(book, plan);
    expect(book.Sheets.Plan.I16.f).toBe('SUM(I2:I15)');
    // Money says its currency, units that they are units.
    expect(book.Sheets.Plan.N1.v).toBe('Expected revenue (CNY)');
    expect([book.Sheets.Demand.B1.v, book.Sheets.Demand.B2.v]).toEqual(['Unit', 'units']);
    // A launch is where its week is, and its units under their weeks.
    const [first] = plan.launches;
    expect(book.Sheets.Plan.B2.w).toBe(new Date(first.week * 86_400_000).toISOString().slice(0, 10));
    const column = 3 + (first.week - plan.calendar.start) / 7;
    expect(numberAt(book, 'Units by week', `${String.fromCharCode(65 + column)}2`)).toBe(first.weekly[0]);
  });

  it('speaks Chinese and stands without launches', async () => {
    const empty = { ...createExamplePlan(2), launches: [], notSelected: [], demand: [] };
    const book = read(await workbookOf(empty, 'zh'));
    expect(book.SheetNames).toEqual(['汇总', '计划', '逐周', '逐周销量（件）', '大促日历']);
  });

  it('holds no formula but its own, whatever the names say, and no character that XML forbids', async () => {
    const plan = createExamplePlan(4);
    const nasty = [
      '=HYPERLINK("http://outside.invalid","x")',
      "+1+cmd|' /C calc'!A0",
      '@SUM(1;1)',
      '-2+3\u0000\u0008\u202e',
    ];
    const launches = plan.launches.map((launch, i) => ({
      ...launch,
      name: nasty[i],
      id: `=${i}`,
      wave: '\t=1',
      owner: '＝1',
    }));
    const bytes = await workbookOf({ ...plan, title: '=1+1', launches });
    const parts = unzipSync(bytes);
    const sheets = Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/sheet'));
    const formulas = sheets.flatMap((name) => [...new TextDecoder().decode(parts[name]).matchAll(/<f>([^<]*)<\/f>/g)]);
    for (const [, formula] of formulas)
      expect(formula).toMatch(/^(SUM|SUMIF|COUNTIF|COUNTA)\('?[A-Za-z0-9 !:,']+\)$|^B\d+-B\d+$/);
    for (const part of Object.values(parts))
      expect(new TextDecoder().decode(part).replace(/[\r\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
    const book = read(bytes, { cellFormula: true });
    expect(book.Sheets.Plan.D2).toMatchObject({ t: 's', v: nasty[0] });
    expect(book.Sheets.Plan.D2.f).toBeUndefined();
  });

  // Where LibreOffice is not installed a line on standard error says so: the stored totals are tested above all the same.
  if (hasOffice) {
    it('comes to the same totals when LibreOffice computes it anew', { timeout: 120_000 }, async () => {
      const plan = createExamplePlan(14);
      const file = path.join(folder, 'plan.xlsx');
      // Without the stored values, so that what is read back was computed there.
      const parts = unzipSync(await workbookOf(plan));
      for (const name of Object.keys(parts)) {
        if (name.startsWith('xl/worksheets/sheet')) {
          parts[name] = strToU8(strFromU8(parts[name]).replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1'));
        }
      }
      writeFileSync(file, zipSync(parts));
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      execFileSync(
        'soffice',
        [profile, '--headless', '--convert-to', 'xlsx', '--outdir', path.join(folder, 'computed'), file],
        { stdio: 'ignore' },
      );
      expectTotals(read(readFileSync(path.join(folder, 'computed/plan.xlsx'))), plan);
    });
  }
});
