import { expect, test } from 'vitest';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { takeOffers } from '#engine/monitor/replan-offers.ts';
import { handlers as ingest } from '#workers/ingest/handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/monitor/handlers.ts';
import { reviewsCsv, salesCsv } from '#workers/sample/internal/csv.ts';
import { makeLaterSales } from '#workers/sample/internal/later.ts';
import { createWorld, sampleSeed } from '#workers/sample/internal/world.ts';
import { handlers as candidatesHandlers } from '../../../scripts/engine/node-candidates.ts';
import {
  sample,
  sampleFiles,
  sampleForecast,
  samplePanel,
  sampleQuestion,
} from '../../../scripts/engine/testing/sample-world.ts';

/** The sample from plan to review: what is planted in its second part, and nothing else, is found. */
const control = createFreeControl;
const panel = samplePanel;
const { calendar, candidates, currency, fingerprint } = sample;
const { horizon } = sampleQuestion;
const { forecasts, priceResponse } = sampleForecast;
const constraints = { capacity: 8, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] };
const {
  instance: found,
  startDay,
  hasCosts,
  baseline,
} = await candidatesHandlers.buildInstance(
  {
    panel,
    calendar,
    candidates,
    forecasts,
    outlooks: [],
    constraints,
    currency,
    weeks: 26,
    start: null,
    scenarios: 80,
    alpha: 0.95,
    seed: 5,
  },
  control(),
);
const { instance } = takeOffers(found, baseline ?? []);
const plan = await handlers.commitPlan(
  {
    ...{
      id: 'spring',
      name: 'Spring',
      note: '',
      committedAt: 0,
      follows: null,
      fingerprint,
      currency,
      hasCosts,
      seed: 5,
    },
    ...{ objective: 'profit', weights: { demand: 0.5, market: 0.5 }, lambda: 0.5, startDay, horizon, instance },
    ...{
      weeks: baseline ?? [],
      constraints,
      candidates,
      forecasts,
      overrides: [],
      priceResponse,
      outlooks: [],
      panel,
      calendar,
    },
  },
  control(),
);
const launched = plan.candidates.filter(({ launchDay }) => launchDay !== null);
const later = makeLaterSales(
  createWorld(sampleSeed),
  Object.fromEntries(launched.map(({ id, launchDay }) => [id, formatIsoDate(launchDay ?? 0)])),
  26,
  Object.fromEntries(launched.map(({ id, total }) => [id, total.mean])),
);
const laterFile = { name: 'sales-2026.csv', bytes: new TextEncoder().encode(salesCsv(later.log, false)) };
const next = (await ingest.importFiles({ files: [...sampleFiles, laterFile] }, control())).dataset.panel;
if (!next) throw new Error('no panel');
const read = await handlers.readActuals({ panel: next, plan, known: null }, control());
const { actuals } = read;
const question = { plan, actuals, decisions: [], stock: [] };
const { matching, tracking } = await handlers.trackPlan(question, control());

test('a committed plan has its analogues under the shop’s names, in both languages', () => {
  const analogues = plan.candidates.flatMap((candidate) => candidate.analogues);
  expect(analogues.length).toBeGreaterThan(20);
  for (const { name, nameAlternative } of analogues) {
    expect(name).toMatch(/\p{Script=Han}/u);
    expect(nameAlternative).toMatch(/^[^\p{Script=Han}]+$/u);
  }
});

test('the weeks since the plan are read, launches are matched by id', () => {
  expect(actuals.weeks).toBe(26);
  expect(read.comparison.kind).toBe('first');
  expect(matching.matches.every(({ by }) => by === 'id')).toBe(true);
  expect(matching.questions).toEqual([]);
  expect(matching.strangers).toEqual([]);
});

test('weekly units are those of the rows, added up by hand', () => {
  for (const { candidateId, actualDay, weeks } of tracking.launches) {
    if (actualDay === null) continue;
    for (const { week, sold } of weeks) {
      if (sold === null) continue;
      const rows = later.log.rows.filter(
        ({ product, day }) => product.id === candidateId && day >= week && day < week + 7,
      );
      expect(sold).toBe(rows.reduce((sum, { units }) => sum + units, 0));
    }
  }
});

test('signals on exactly what is planted: the weak, the runaway, the stock-out and the late one', () => {
  const raised = tracking.launches.filter(({ signal }) => signal.raisedAt !== null);
  expect(raised.map(({ candidateId, signal }) => [candidateId, signal.direction]).sort()).toEqual(
    [
      [later.trouble.weak, 'below'],
      [later.trouble.runaway, 'above'],
    ].sort(),
  );
  const out = tracking.launches.filter(({ weeks }) => weeks.some(({ marks }) => marks.includes('stock-out')));
  expect(out.map(({ candidateId }) => candidateId)).toEqual([later.trouble.stockOut]);
  const late = tracking.launches.filter(({ timing }) => timing === 'late');
  expect(late.map(({ candidateId, weeksLate }) => [candidateId, weeksLate])).toEqual([[later.trouble.late, 3]]);
});

test('the same file again, and an altered plan', async () => {
  const again = await handlers.readActuals({ panel: next, plan, known: actuals }, control());
  expect(again.comparison).toMatchObject({ kind: 'same', revisions: [] });
  expect(again.issues.map(({ code }) => code)).toContain('actuals-file-again');
  await expect(handlers.trackPlan({ ...question, plan: { ...plan, seed: 6 } }, control())).rejects.toThrow(JobRefused);
  // Only the old weeks: nothing since the plan began.
  await expect(handlers.readActuals({ panel, plan, known: null }, control())).rejects.toThrow('actuals-before-plan');
});

test('the rest is planned anew: launches held, never worse than keeping by its own accounts', async () => {
  const weeks = 14;
  const cut = {
    ...actuals,
    weeks,
    series: actuals.series.map((series) => ({ ...series, units: series.units.slice(0, weeks) })),
  };
  const report = await handlers.replan({ ...question, actuals: cut, seed: 5, moves: 60_000 }, control());
  const begun = report.lines.filter(({ kind }) => kind === 'frozen');
  expect(begun.length).toBeGreaterThan(3);
  expect(report.gain.mean).toBeGreaterThanOrEqual(-1e-6);
  for (const { product, week } of report.problem.locks.fixed) expect(report.weeks[product]).toBe(week);
  expect(
    report.weeks.every(
      (week, i) => week < 0 || week >= 14 || report.problem.locks.fixed.some(({ product }) => product === i),
    ),
  ).toBe(true);
}, 60_000);

test('the rest is planned anew with its offers: other prices only on evidence, and never worth less than weeks and orders alone', async () => {
  const asked = { panel, calendar, candidates, forecasts, outlooks: [], constraints, currency };
  const offered = await candidatesHandlers.buildInstance(
    { ...asked, priceResponse, weeks: 26, start: null, scenarios: 20, alpha: 0.95, seed: 5 },
    control(),
  );
  const weeks = baseline ?? [];
  const own = takeOffers(offered.instance, weeks);
  const commitment = {
    ...{
      id: 'offers',
      name: 'Offers',
      note: '',
      committedAt: 0,
      follows: null,
      fingerprint,
      currency,
      hasCosts,
      seed: 5,
    },
    ...{ objective: 'profit' as const, weights: { demand: 0.5, market: 0.5 }, lambda: 0.5, startDay, horizon },
    ...{
      weeks,
      constraints,
      candidates,
      forecasts,
      overrides: [],
      priceResponse,
      outlooks: [],
      panel,
      calendar,
    },
  };
  const offers = offered.instance.products.map(({ options = [] }) => options);
  const committed = await handlers.commitPlan({ ...commitment, instance: own.instance, offers }, control());
  const plain = await handlers.commitPlan({ ...commitment, instance: own.instance }, control());
  const weeksKnown = 8;
  const cut = {
    ...actuals,
    weeks: weeksKnown,
    series: actuals.series.map((series) => ({ ...series, units: series.units.slice(0, weeksKnown) })),
  };
  const replanOf = (of: typeof committed) =>
    handlers.replan({ ...question, plan: of, actuals: cut, seed: 5, moves: 10_000 }, control());
  const [report, weeksOnly] = [await replanOf(committed), await replanOf(plain)];
  expect(report.keptProfit.mean).toBeCloseTo(weeksOnly.keptProfit.mean, 6);
  expect(report.gain.mean).toBeGreaterThan(weeksOnly.gain.mean);
  expect(report.upperBound).toBeGreaterThanOrEqual(report.newProfit.mean * (1 - 1e-9));
  const changed = report.lines.filter(({ offer }) => offer !== null);
  const priced = changed.flatMap(({ offer }) => (offer?.gain ? [offer.gain] : []));
  expect([changed.length > 3, priced.length > 1]).toEqual([true, true]);
  for (const { lo80, mean } of priced) expect([lo80 > 0, mean >= lo80]).toEqual([true, true]);
  // What has launched keeps its offer; with all lines accepted the new version is the plan found, and can be planned anew.
  for (const { product } of report.problem.locks.fixed)
    expect(report.problem.instance.products[product].options?.length ?? 1).toBe(1);
  expect(report.lines.filter(({ kind, offer }) => kind === 'frozen' && offer)).toEqual([]);
  const second = await handlers.commitReplan(
    { plan: committed, report, candidateIds: 'all', id: 'second', name: 'Second', note: '', committedAt: 1 },
    control(),
  );
  expect(second.instance.products.every(({ options = [] }) => options.length < 2)).toBe(true);
  for (const { candidateId, offer } of changed) {
    const i = second.candidates.findIndex(({ id }) => id === candidateId);
    expect(second.instance.products[i].options?.[0].priceByAge[0]).toBe(offer?.after[0]);
    // The forecast of the new version is that at its new price.
    const { weekly, total } = second.candidates[i];
    expect(weekly.mean.slice(0, horizon).reduce((a, b) => a + b, 0) / total.mean).toBeCloseTo(1, 2);
  }
  const again = await replanOf(second);
  expect(again.gain.mean).toBeGreaterThanOrEqual(-1e-6);
}, 120_000);

test('reviews: the weak launch’s ratings are the worst, by text as well', async () => {
  const reviewFile = { name: 'reviews-2026.csv', bytes: new TextEncoder().encode(reviewsCsv(later.reviews)) };
  const [report] = (await ingest.importFiles({ files: [reviewFile] }, control())).files;
  const reviews = await ingest.readReviews({ file: reviewFile, report }, control());
  expect(reviews).toEqual(
    later.reviews.map(({ day, product, rating, text }) => ({ productId: product, day, rating, text })),
  );
  const launches = tracking.launches.flatMap(({ candidateId, productIds, actualDay }) =>
    actualDay === null ? [] : [{ candidateId, productIds, from: actualDay }],
  );
  const { products } = await handlers.readFeedback({ reviews, launches, asOf: tracking.asOf, seed: 5 }, control());
  const sorted = products.filter(({ rated }) => rated >= 5).sort((a, b) => a.meanRating - b.meanRating);
  expect(sorted[0].candidateId).toBe(later.trouble.weak);
});

test('what was learnt is over the launches with eight weeks', async () => {
  const lessons = await handlers.learnLessons({ plan, tracking }, control());
  const known = tracking.launches.filter(
    ({ weeks }) => weeks.filter((week) => week.known && week.age < horizon).length >= 8,
  ).length;
  expect(lessons.launches).toBe(known);
  expect(lessons.timing.late).toBe(1);
  expect(lessons.stockOutWeeks).toBe(2);
  expect(lessons.categories.reduce((sum, { launches }) => sum + launches, 0)).toBe(known);
});
