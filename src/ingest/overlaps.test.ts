import { describe, expect, it } from 'vitest';
import { FileTally } from '#ingest/cleaning/file-tally.ts';
import { importFiles } from '#ingest/import-files.ts';
import { ImportMemory } from '#ingest/import-memory.ts';
import type { DataDecisions, ImportFile } from '#ingest/import-report.ts';
import { findOverlaps } from '#ingest/overlaps.ts';
import { collectRejectedRows } from '#ingest/rejected-rows.ts';

const silent = () => ({ progress() {}, async yieldNow() {} });
const bytes = (text: string) => new TextEncoder().encode(text);

/** Orders of 120 days from 2024-01-01, three products a day; pieces differ from day to day. */
function orders(from: number, to: number, cut = 0): string {
  const lines = ['order_id,date,product_id,quantity,unit_price'];
  for (let day = from; day < to; day++) {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    for (const [at, product] of ['mug', 'bowl', 'plate'].entries())
      if (!(day === to - 1 && at < cut))
        lines.push(`${day * 3 + at},${date},${product},${1 + ((day * 7 + at * 3) % 5)},${9.5 + at}`);
  }
  return lines.join('\n');
}

const file = (name: string, text: string): ImportFile => ({ name, bytes: bytes(text), id: name });

async function drop(files: readonly ImportFile[], decisions: DataDecisions = {}, memory = new ImportMemory()) {
  const output = await importFiles({ files, decisions }, silent, undefined, memory);
  const strip = output.reconciliation;
  if (!strip) throw new Error('no sales');
  return { ...output, strip };
}

describe('exports that overlap', () => {
  const whole = file('all.csv', orders(0, 120));
  const early = file('until-march.csv', orders(0, 80));
  const late = file('since-february.csv', orders(40, 120));

  it('count once, to the penny of one export of all days, and it is said', async () => {
    const { strip: truth } = await drop([whole]);
    const { strip, files, issues } = await drop([early, late]);
    expect(strip.unitsInPanel).toBe(truth.unitsInPanel);
    expect(strip.revenueInPanel).toBe(truth.revenueInPanel);
    expect(strip.rowsAccepted).toBe(360);
    expect(strip.rowsRead).toBe(strip.rowsAccepted + strip.rowsRejected);
    expect(files[0].rejected).toEqual({ day_in_other_file: 120 });
    expect(files[1].rejected).toEqual({});
    expect(strip.findings[0]).toMatchObject({ code: 'sales-overlap', count: 120, choice: 'once' });
    expect(strip.findings[0].samples[0]).toMatchObject({ file: 'until-march.csv', otherFile: 'since-february.csv' });
    const said = issues.find(({ code }) => code === 'sales-overlap-once');
    expect(said).toMatchObject({ file: 'until-march.csv', params: { other: 'since-february.csv', count: 40 } });
  });

  it('are added up where the manager wants that, and the choice can be taken back', async () => {
    const memory = new ImportMemory();
    const once = await drop([early, late], {}, memory);
    const added = await drop([early, late], { 'sales-overlap': 'add' }, memory);
    expect(added.strip.rowsAccepted).toBe(480);
    expect(added.strip.findings[0]).toMatchObject({ code: 'sales-overlap', choice: 'add' });
    expect(added.issues.map(({ code }) => code)).toContain('sales-overlap-added');
    const back = await drop([early, late], {}, memory);
    expect(back.strip).toEqual(once.strip);
  });

  it('leave a day that was exported before its end to the file that has all of it', async () => {
    const { strip: truth } = await drop([whole]);
    // The first export ends on day 79, with one of its three orders only.
    const { strip, files } = await drop([file('noon.csv', orders(0, 80, 2)), file('next.csv', orders(79 - 20, 120))]);
    expect(strip.unitsInPanel).toBe(truth.unitsInPanel);
    expect(files[0].rejected).toEqual({ day_in_other_file: 20 * 3 + 1 });
    // Whichever was dropped first: the newer export counts.
    const swapped = await drop([file('next.csv', orders(59, 120)), file('noon.csv', orders(0, 80, 2))]);
    expect(swapped.strip.unitsInPanel).toBe(truth.unitsInPanel);
    expect(swapped.files[1].rejected).toEqual({ day_in_other_file: 61 });
  });

  it('an export that a newer one holds as a whole is not needed, which is no fault of its rows', async () => {
    const { strip: truth } = await drop([whole]);
    for (const files of [
      [whole, early],
      [early, whole],
    ]) {
      const { strip, files: reports, issues } = await drop(files);
      expect(strip.unitsInPanel).toBe(truth.unitsInPanel);
      expect(reports.find(({ name }) => name === early.name)?.rowsAccepted).toBe(0);
      expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it('of three files, each day counts in one', async () => {
    const { strip: truth } = await drop([whole]);
    const three = [file('q1.csv', orders(0, 90)), file('half.csv', orders(0, 120)), file('last.csv', orders(60, 120))];
    const { strip } = await drop(three);
    expect(strip.unitsInPanel).toBe(truth.unitsInPanel);
    expect(strip.revenueInPanel).toBe(truth.revenueInPanel);
  });

  it('say where the rejected rows count, and the saved file of them has each', async () => {
    const { files } = await drop([early, late]);
    const words = { line: 'line', reason: 'reason', reasons: { day_in_other_file: 'counts elsewhere' } };
    const saved = await collectRejectedRows(early, files[0], {}, words, silent());
    const text = new TextDecoder().decode(saved);
    expect(text.match(/counts elsewhere/g)).toHaveLength(120);
  });
});

describe('files that do not overlap', () => {
  it('follow each other', async () => {
    const { strip } = await drop([file('a.csv', orders(0, 60)), file('b.csv', orders(60, 120))]);
    expect(strip.rowsAccepted).toBe(360);
    expect(strip.findings.map(({ code }) => code)).not.toContain('sales-overlap');
  });

  it('two shops with the same products on the same days are two shops', async () => {
    const other = orders(0, 120).replaceAll(/,(\d),/g, (_, digit: string) => `,${(Number(digit) % 5) + 1},`);
    const { strip } = await drop([file('north.csv', orders(0, 120)), file('south.csv', other)]);
    expect(strip.rowsAccepted).toBe(720);
    expect(strip.findings.map(({ code }) => code)).not.toContain('sales-overlap');
  });

  it('a file for each product, sold a piece a day at one price, is not an overlap; nor are zeros', () => {
    const tallyOf = (product: string, units: number): FileTally => {
      const tally = new FileTally();
      tally.products.add(product);
      for (let day = 0; day < 50; day++) tally.addToDay(day, units * 1e6, units * 5e6);
      return tally;
    };
    const named = (name: string, tally: FileTally) => ({ name, tally });
    expect(findOverlaps([named('a', tallyOf('a', 1)), named('b', tallyOf('b', 1))])).toEqual([]);
    expect(findOverlaps([named('a', tallyOf('a', 0)), named('b', tallyOf('a', 0))])).toEqual([]);
    expect(findOverlaps([named('a', tallyOf('a', 1)), named('b', tallyOf('a', 1))])).toHaveLength(1);
  });
});
