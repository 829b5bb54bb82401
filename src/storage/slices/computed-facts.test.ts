import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { importFiles } from '#ingest/import-files.ts';
import { noFacts } from '#state/data/dataset-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers as statistics } from '#workers/statistics/handlers.ts';
import { damagedFile } from '../../../bench/import/fuzz-files.ts';
import { datasetSlice } from './dataset-slice.ts';
import { seriesForecastSchema } from './demand-slice.ts';

const control = createFreeControl<unknown>();

function expectPersisted<T>(schema: v.GenericSchema<unknown, T>, value: T, hint: string): void {
  const checked = v.safeParse(schema, value);
  const trouble = checked.success
    ? ''
    : `${hint}: ${v.getDotPath(checked.issues[0] as never)} ${checked.issues[0].message}`;
  expect(trouble).toBe('');
  expect(checked.output, hint).toEqual(value);
}

describe('what the page computes fits the file', () => {
  it('imports of any files, damaged ones too', async () => {
    const sales = ['date,id,name,category,units,price'];
    for (let week = 0; week < 70; week++) {
      const day = new Date(Date.UTC(2024, 0, 1 + 7 * week)).toISOString().slice(0, 10);
      sales.push(
        `${day},A-1,Mug,Cups,${week % 9},12.50`,
        `${day},a-1,Mug,Cups,${week === 9 ? -3 : 900 * Number(week === 40)},12`,
      );
    }
    const candidates =
      'id,name,category,price,unit_cost,planned,closed,after\nN1,New,Cups,15,5,2025-06-02,2025-W30,\nN2,Newer,,-1,,,,N1\n';
    const shop = [
      { name: 'sales.csv', bytes: new TextEncoder().encode(sales.join('\n')) },
      { name: 'candidates.csv', bytes: new TextEncoder().encode(candidates) },
    ];
    for (let seed = 0; seed < 60; seed++) {
      const files = [...(seed % 3 === 0 ? shop : []), { name: 'x.csv', bytes: damagedFile(createRandom(seed)) }];
      const found = await importFiles({ files }, () => ({ progress() {}, async yieldNow() {} }));
      const facts = { ...noFacts, ...found, change: null, held: false };
      expectPersisted(datasetSlice.schema as v.GenericSchema<unknown, unknown>, facts, `seed ${seed}`);
    }
  });

  it('forecasts of series of every kind', async () => {
    const random = createRandom(5);
    const lengths = [3, 20, 60, 130];
    const series = lengths.flatMap((length) =>
      ['steady', 'rare', 'gaps', 'same'].map((kind) => ({
        id: `${kind} ${length}`,
        frequency: 52,
        values: Float64Array.from({ length }, (_, t) => {
          if (kind === 'same') return 4;
          if (kind === 'rare') return random.next() < 0.2 ? 3 : 0;
          return kind === 'gaps' && t % 7 === 0 ? Number.NaN : 50 + 20 * Math.sin(t / 8) + random.normal();
        }),
      })),
    );
    const methods = [
      'naive',
      'snaive',
      'drift',
      'mean4',
      'ets',
      'theta',
      'croston',
      'sba',
      'tsb',
      'combination',
    ] as const;
    const input = { series, horizon: 6, origins: 2, methods, seed: 1 };
    const { results } = await statistics.forecastSeries(input, control);
    expect(results.length).toBeGreaterThan(8);
    for (const result of results) expectPersisted(seriesForecastSchema, result, result.seriesId);
  });
});
