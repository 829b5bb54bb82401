import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Actuals } from '#engine/monitor/actuals.ts';
import { expectedDemand } from '#engine/monitor/expected-demand.ts';
import { learnLessons } from '#engine/monitor/learn-lessons.ts';
import { simulatedBasis, simulatedInstance, simulatedPlan } from '#engine/monitor/testing/simulated-plan.ts';
import { trackPlan } from '#engine/monitor/track-plan.ts';
import { createRandom } from '#engine/random.ts';
import { type ReviewDocument, toReviewedPlan } from '#export/review-document.ts';
import { reviewPdf } from '#export/review-pdf.ts';
import { allPages } from '#export/testing/page-ink.ts';
import { type PdfText, readPdf, squeeze, textOf } from '#export/testing/pdf-text.ts';
import { dictionaries } from '#i18n/dictionaries.ts';
import { createFormats } from '#i18n/formats.ts';
import type { Language } from '#i18n/language.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/printing/handlers.ts';
import { ensurePlanFonts } from '../../scripts/build/build-fonts.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'review-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hasPoppler = !spawnSync('pdftoppm', ['-v'], { stdio: 'ignore' }).error;
if (!hasPoppler)
  process.stderr.write('\nSKIPPED: pages of the review are not drawn, poppler-utils is not installed.\n\n');

/** A plan tracked by the engine itself: one launch weak, one sold out early, one late, one as planned, one not due. */
function createReview(): ReviewDocument {
  const products = ['杯 Cup', '灯 Lamp', '盘 Tray', '烛 Candle', '帐 Tent'].map((id, i) => ({
    ...{ id, category: i % 2, peak: 60 + 7 * i, stock: i === 1 ? 130 : 700, week: 0, spread: 0.4 },
  }));
  const scenarios = [0.7, 1, 1.3].map((level) => products.map(() => level));
  const instance = simulatedInstance(products, 16, 2, { demand: scenarios });
  const plan = simulatedPlan(products, instance, [0, 0, 1, 0, 15], simulatedBasis(createRandom(4), 40));
  const known = 11;
  const levels = [0.5, 1.8, 1, 1.02, 0];
  const starts = [0, 0, 4, 0, 99];
  const series = plan.candidates.slice(0, 4).map(({ id, name }, i) => {
    const expected = expectedDemand(plan, i, plan.startDay + 7 * starts[i]);
    let left = i === 1 ? 130 : Number.POSITIVE_INFINITY;
    const units = Array.from({ length: known }, (_, week) => {
      const age = week - starts[i];
      if (age < 0) return null;
      const sold = Math.min(left, Math.round(levels[i] * (expected[age] ?? 0)));
      left -= sold;
      return sold;
    });
    return { productId: id, name, nameAlternative: '', soldBefore: false, units, stockOutWeeks: [], promotion: null };
  });
  const actuals: Actuals = { start: plan.startDay, weeks: known, weekStart: 0, series, missingWeeks: [] };
  const matches = plan.candidates.map(({ id }) => ({ candidateId: id, productIds: [id], by: 'id' as const }));
  const { report } = trackPlan(plan, actuals, matches, []);
  const [first] = plan.candidates;
  const money = (mean: number) => ({ mean, lo80: mean - 1234, hi80: mean + 4321 });
  return {
    ...{ madeOn: plan.startDay + 80, version: '9.8.7', plan: { ...toReviewedPlan(plan), name: '春季 Spring' } },
    ...{ tracking: report, lessons: learnLessons(plan, report) },
    replan: {
      ...{ keptProfit: money(50_000), newProfit: money(58_765), gain: money(8765) },
      lines: [
        {
          ...{ candidateId: first.id, name: first.name, kind: 'frozen', reason: 'launched', gain: 0 },
          ...{ levelFactor: 1.1, levelSource: 'own', offer: null },
          ...{ dayBefore: plan.startDay, dayAfter: plan.startDay, stockBefore: 700, stockAfter: 700 },
        },
        {
          ...{ candidateId: plan.candidates[4].id, name: plan.candidates[4].name, kind: 'earlier', gain: 6543 },
          ...{ reason: 'demand-up', dayBefore: plan.startDay + 105, dayAfter: plan.startDay + 84 },
          ...{ stockBefore: 700, stockAfter: 910, levelFactor: 1.32, levelSource: 'forecast' },
          offer: {
            before: [109, 109, 109, 109],
            after: [99, 99, 99, 79],
            gain: { mean: 4100, lo80: 1200, hi80: 7300, flipsAt: null },
            ...{ joins: ['618'], leaves: [] },
          },
        },
      ],
    },
  };
}

const fonts = ensurePlanFonts();
const font = (weight: string): Uint8Array => new Uint8Array(readFileSync(path.join(fonts, `plan-${weight}.ttf`)));

async function print(review: ReviewDocument, languages: readonly [Language, ...Language[]]): Promise<Uint8Array> {
  const output = await handlers.printReview(
    {
      ...{ review: structuredClone(review), options: { languages, paper: 'A4' }, wholeFont: null },
      ...{ despiteMissing: false, fonts: { regular: font('regular'), bold: font('bold') } },
    },
    createFreeControl(),
  );
  if (output.kind !== 'printed') throw new Error(JSON.stringify(output));
  return output.bytes;
}

const textIn = ({ pages }: PdfText): string => squeeze(pages.map(textOf).join(' '));

describe.each(['en', 'zh'] as const)('the review as a PDF in %s', (language) => {
  const review = createReview();
  const formats = createFormats(language);
  const { monitor, report } = dictionaries[language];

  it('says of every launch what the engine found, and what was learnt', async () => {
    const pdf = await readPdf(await print(review, [language]));
    const text = textIn(pdf);
    const says = (...words: readonly string[]): void => {
      for (const word of words) expect(text).toContain(squeeze(word));
    };
    // Nothing has no sign: "¥0" is looked for alone.
    const signed = (value: number, words: (value: number) => string): string =>
      words(Math.abs(value)) === words(0) ? words(0) : `${value < 0 ? '−' : '+'}${words(Math.abs(value))}`;
    says(report.review.title.replace('{{name}}', review.plan.name));
    expect(reviewPdf(review, { languages: [language], paper: 'A4' }).name).toMatch(/^[^:]+春季 Spring\.pdf$/);
    for (const launch of review.tracking.launches) {
      const { remaining } = launch.reforecast;
      says(formats.count(remaining.mean), formats.count(remaining.lo80), formats.count(remaining.hi80));
      const last = launch.weeks.findLast(({ known }) => known);
      if (!last) continue;
      says(
        `${formats.count(last.expectedSoFar)}${formats.count(last.soldSoFar)}${signed(
          last.soldSoFar / last.expectedSoFar - 1,
          formats.percent,
        )}`,
      );
      const { planned, actual } = launch.moneySoFar;
      says(signed(actual - planned, (value) => formats.money(value, 'CNY')));
      for (const { gain, gainProbability, pieces } of launch.advice) {
        says(formats.shortMoney(gain.mean, 'CNY'), formats.shortMoney(gain.lo80, 'CNY'));
        says(formats.percent(gainProbability), ...(pieces === null ? [] : [formats.count(pieces)]));
      }
    }
    says(
      signed(6543, (value) => formats.money(value, 'CNY')),
      formats.shortMoney(8765, 'CNY'),
    );
    const { lessons } = review;
    expect(lessons.launches).toBeGreaterThan(1);
    for (const { step, wape } of lessons.steps)
      says(`${monitor.lessons.stepNames[step]}${formats.percent(wape / 100, 1)}`);
    for (const { expected, actual } of lessons.categories) says(`${formats.count(expected)}${formats.count(actual)}`);
    for (const { forecast, observed } of lessons.calibration)
      says(`${formats.percent(forecast)}${formats.percent(observed)}`);
    says(monitor.board.states.below, monitor.lessons.suggestions, ...Object.values(report.review.section));
    // Nothing is left untranslated, and the bookmarks are the sections.
    expect(text).not.toMatch(/review\.|monitor:|\{\{|undefined|NaN/);
    expect(pdf.outline.map(([, title]) => title)).toContain(monitor.lessons.title);
  }, 60_000);

  it('leaves no page empty and draws nothing beyond its margins', async () => {
    if (!hasPoppler) return;
    const endless = 'Wi'.repeat(60);
    const candidates = review.plan.candidates.map((each) => ({ ...each, name: endless, nameAlternative: '' }));
    for (const plan of [review.plan, { ...review.plan, candidates }]) {
      const file = path.join(folder, `${language}-${plan === review.plan}.pdf`);
      writeFileSync(file, await print({ ...review, plan }, [language]));
      for (const [i, { shareOfInk, inMargin }] of allPages(file).entries()) {
        expect(shareOfInk, `page ${i + 1}`).toBeGreaterThan(0.004);
        expect(inMargin, `page ${i + 1}`).toBe(0);
      }
    }
  }, 120_000);
});

it('in both languages it is one after the other', async () => {
  const review = createReview();
  const both = await readPdf(await print(review, ['en', 'zh']));
  expect(both.outline.filter(([depth]) => depth === 0)).toHaveLength(2);
  for (const language of ['en', 'zh'] as const)
    expect(textIn(both)).toContain(squeeze(dictionaries[language].report.review.section.advice));
}, 60_000);
