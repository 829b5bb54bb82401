import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { SampleHandlers } from '#workers/sample/contract.ts';
import { reviewsCsv, salesCsv } from './internal/csv.ts';
import { makeLaterSales, weeksToShow } from './internal/later.ts';
import { createWorld, sampleSeed } from './internal/world.ts';

const makeLater: SampleHandlers['makeLater'] = async ({ launches }, control) => {
  await control.pause();
  const world = createWorld(sampleSeed);
  const own = new Set(world.candidates.map(({ product }) => product.id));
  const known = launches.filter(({ id }) => own.has(id));
  if (known.length === 0) throw new JobRefused('no-sample-launch');
  const plan = Object.fromEntries(known.map(({ id, day }) => [id, formatIsoDate(day)]));
  const expected = Object.fromEntries(known.map(({ id, expected: pieces }) => [id, pieces]));
  const weeks = weeksToShow(world, plan);
  const { log, reviews } = makeLaterSales(world, plan, weeks, expected);
  const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
  return {
    files: [file('sales-2026.csv', salesCsv(log, false)), file('reviews-2026.csv', reviewsCsv(reviews))],
    weeks,
  };
};

export const handlers: SampleHandlers = { makeLater };
