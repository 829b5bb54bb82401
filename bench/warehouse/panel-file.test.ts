import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { importLog, importPanel, panelFileOf } from './compare-log.ts';
import { type Engine, openDuckdb } from './engines.ts';
import { randomLog } from './random-log.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckdb();
});
afterAll(() => engine.close());

describe('a panel file', () => {
  it('leads to the same panel as its log, bit for bit, and to the same account of its rows', async () => {
    let withTiers = 0;
    for (let seed = 20; seed <= 30; seed++) {
      const log = randomLog(seed);
      const raw = await importLog(log);
      const panel = await importPanel(await panelFileOf(engine, log), log.mapping.weekStart, raw.dataset.currency);
      const [of, from] = [panel, raw].map(({ files: [file], reconciliation: found }) => ({
        ...file.rejected,
        rows: [
          file.kind === 'panel',
          file.rowsTotal,
          file.rowsAccepted,
          file.firstDay,
          file.lastDay,
          file.products,
        ].slice(1),
        sums: [found?.unitsAccepted, found?.revenueAccepted, found?.unitsInPanel, found?.cancelledPieces],
        left: [found?.cancelledWithoutOrder, found?.cancelledWithoutCustomer],
      }));
      expect(of, `log ${seed}`).toEqual(from);
      // What is forecast and planned follows from the dataset and the settings alone: bit for bit the same.
      expect(panel.dataset.panel, `log ${seed}`).toEqual(raw.dataset.panel);
      expect(panel.dataset.fingerprint).toBe(raw.dataset.fingerprint);
      withTiers += raw.dataset.panel?.products.filter(({ tiers }) => tiers).length ?? 0;
    }
    expect(withTiers).toBeGreaterThan(10);
  });

  it('is refused by name when it is cut after any row, rounded, or of other weeks', async () => {
    const log = randomLog(31);
    const text = await panelFileOf(engine, log);
    const rows = text.trimEnd().split('\n');
    const { below } = createRandom(7);
    const refused = async (changed: string): Promise<string> => {
      const { files, dataset } = await importPanel(changed, log.mapping.weekStart);
      return dataset.panel === null && files[0].state === 'failed' ? files[0].issues[0].code : 'taken';
    };
    const codes = new Set<string>();
    for (let trial = 0; trial < 50; trial++)
      codes.add(await refused(`${rows.slice(0, 2 + below(rows.length - 2)).join('\n')}\n`));
    for (let trial = 0; trial < 50; trial++) {
      // To a tenth, a unit, ten and a hundred: every number, or those of one row.
      const unit = 10 ** (5 + (trial % 4));
      const only = trial % 2 === 0 ? -1 : 1 + below(rows.length - 1);
      const rounded = rows.map((row, at) =>
        only < 0 || at === only
          ? row.replaceAll(/(?<=,)\d{5,}(?=,|$)/g, (digits) => String(Math.round(Number(digits) / unit) * unit))
          : row,
      );
      if (rounded.join() !== rows.join()) codes.add(await refused(`${rounded.join('\n')}\n`));
    }
    expect([...codes].sort()).toEqual(['panel-differs']);
    const other = await importPanel(text, log.mapping.weekStart === 0 ? 6 : 0);
    expect(other.files[0].issues[0].code).toBe('panel-weeks-otherwise');
    expect(await refused(text.replace(/,2,(\d+)$/m, ',3,$1'))).toBe('panel-version');
  });

  it('adds up to the same with the best sellers alone and the rest of each category as one product', async () => {
    const log = randomLog(33);
    const all = await importPanel(await panelFileOf(engine, log), log.mapping.weekStart);
    const cut = { ...log, mapping: { ...log.mapping, top: 3 } };
    const top = await importPanel(await panelFileOf(engine, cut), log.mapping.weekStart);
    const sum = ({ dataset: { panel } }: typeof all): number =>
      Array.from(panel?.revenue ?? []).reduce((total, value) => total + (value || 0), 0);
    expect(top.reconciliation?.revenueAccepted).toBe(all.reconciliation?.revenueAccepted);
    expect(sum(top)).toBeCloseTo(sum(all), 6);
    const ids = top.dataset.panel?.products.map(({ id }) => id) ?? [];
    expect(ids.filter((id) => !id.startsWith('REST')).length).toBeLessThanOrEqual(6);
    expect(ids.some((id) => id.startsWith('REST '))).toBe(true);
  });

  it('stands alone: sales beside it are refused', async () => {
    const log = randomLog(32);
    const bytes = new TextEncoder().encode(await panelFileOf(engine, log));
    const sales = new TextEncoder().encode('Date,SKU,Quantity,Price\n2024-05-01,A1,2,10.50\n2024-05-02,B2,3,4.00\n');
    const { importFiles } = await import('#ingest/import-files.ts');
    const files = [
      { name: 'panel.csv', bytes },
      { name: 'later.csv', bytes: sales },
    ];
    const input = { files, weekStart: log.mapping.weekStart };
    const { files: reports } = await importFiles(input, () => ({ progress() {}, async yieldNow() {} }));
    expect(reports.map(({ state }) => state)).toEqual(['imported', 'failed']);
    expect(reports[1].issues[0]).toMatchObject({ code: 'panel-not-alone', params: { other: 'panel.csv' } });
  });
});
