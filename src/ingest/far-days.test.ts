import { describe, expect, it } from 'vitest';
import { importFiles } from '#ingest/import-files.ts';
import type { DataDecisions } from '#ingest/import-report.ts';
import { collectRejectedRows } from '#ingest/rejected-rows.ts';
import { bytesOf, silent } from '#ingest/testing/drop-files.ts';

/** A row a day for `products` products over `days` days from 2024-01-01, then `extra`. */
function sales(products: number, days: number, extra: readonly string[] = []): string {
  const lines = ['date,product_id,quantity,unit_price'];
  for (let day = 0; day < days; day++)
    for (let p = 0; p < products; p++)
      lines.push(`${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},P${p},2,10`);
  return [...lines, ...extra].join('\n');
}

async function drop(text: string, decisions: DataDecisions = {}) {
  const output = await importFiles({ files: [{ name: 'a.csv', bytes: bytesOf(text) }], decisions }, silent);
  const { panel } = output.dataset;
  if (!panel || !output.reconciliation) throw new Error('nothing sold');
  return { ...output, panel, strip: output.reconciliation };
}

describe('dates far from all others', () => {
  const good = sales(20, 60);

  it('are left out and said, with file, line and days, whichever end they are at', async () => {
    const { panel: truth } = await drop(good);
    for (const date of ['2099-03-01', '2205-01-01', '1900-01-01', '9999-12-31']) {
      const { panel, strip, files, issues } = await drop(`${good}\n${date},P3,5,10`);
      expect([panel.start, panel.periods]).toEqual([truth.start, truth.periods]);
      expect(panel.units).toEqual(truth.units);
      expect(files[0].rejected).toEqual({ day_far_from_rest: 1 });
      expect(files[0].problems[0].samples[0].line).toBe(1202);
      expect(strip.rowsRead).toBe(strip.rowsAccepted + strip.rowsRejected);
      expect(strip.findings[0]).toMatchObject({ code: 'far-days', count: 1, choice: 'leave-out' });
      expect(strip.findings[0].samples[0].file).toBe('a.csv');
      expect(issues.find(({ code }) => /^far-days-(left-out|too-far)$/.test(code))?.params).toMatchObject({
        first: date,
        count: 1,
      });
    }
  });

  it('are kept on the manager’s word where the panel can be held', async () => {
    const text = `${good}\n2026-06-01,P3,5,10`;
    const { panel, strip, issues } = await drop(text, { 'far-days': 'keep' });
    expect(panel.periods).toBeGreaterThan(120);
    expect(strip.findings[0]).toMatchObject({ code: 'far-days', choice: 'keep', options: ['leave-out', 'keep'] });
    expect(issues.map(({ code }) => code)).toContain('far-days-kept');
  });

  it('make no panel that can not be held, whatever is wished', async () => {
    const text = `${good}\n9999-12-31,P3,5,10`;
    const { panel, strip, issues } = await drop(text, { 'far-days': 'keep' });
    expect(panel.periods).toBeLessThan(10);
    expect(strip.findings[0]).toMatchObject({ choice: 'leave-out', options: ['leave-out'] });
    expect(issues.map(({ code }) => code)).toContain('far-days-too-far');
  });

  it('are no matter of a second season, of a year off, or of a third of the rows', async () => {
    const next = sales(20, 30).replaceAll('2024-', '2026-').split('\n').slice(1);
    const { panel, strip } = await drop([good, ...next].join('\n'));
    expect(panel.periods).toBeGreaterThan(100);
    expect(strip.findings.map(({ code }) => code)).not.toContain('far-days');
  });

  it('are found in browsing where there are no sales', async () => {
    const views = good.replaceAll('quantity,unit_price', 'page_views,visitors');
    const { dataset, files } = await importFiles(
      { files: [{ name: 'a.csv', bytes: bytesOf(`${views}\n9999-12-31,P3,5,3`) }] },
      silent,
    );
    expect(files[0]).toMatchObject({ kind: 'browsing', rejected: { day_far_from_rest: 1 } });
    expect(dataset.panel?.periods).toBeLessThan(10);
  });

  it('are found in browsing beside sales, where sales have nothing on them', async () => {
    const views = good.replaceAll('quantity,unit_price', 'page_views,visitors');
    const early = '2020-01-06,P3,5,10';
    const files = [
      {
        name: 'a.csv',
        bytes: bytesOf(`${good}\n${sales(20, 60).replaceAll('2024-', '2020-').split('\n').slice(1).join('\n')}`),
      },
      { name: 'b.csv', bytes: bytesOf(`${views}\n${early}\n9999-12-31,P3,5,3`) },
    ];
    const { files: reports, issues } = await importFiles({ files }, silent);
    expect(reports[0].rejected).toEqual({});
    expect(reports[1]).toMatchObject({ kind: 'browsing', rejected: { day_far_from_rest: 1 } });
    expect(issues.find(({ code }) => code.startsWith('far-days'))?.params).toMatchObject({
      first: '9999-12-31',
      count: 1,
    });
  });

  it('stand in the file of rejected rows', async () => {
    const text = `${good}\n2099-03-01,P3,5,10`;
    const { files } = await drop(text);
    const file = { name: 'a.csv', bytes: bytesOf(text) };
    const words = { line: 'line', reason: 'reason', reasons: { day_far_from_rest: 'far' } };
    const csv = new TextDecoder().decode(await collectRejectedRows(file, files[0], {}, words, silent()));
    expect(csv).toContain('1202,far,2099-03-01,P3,5,10');
  });
});
