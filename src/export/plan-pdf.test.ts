import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawForecastChart } from '#export/charts/draw-forecast-chart.ts';
import { drawLaunchCalendar } from '#export/charts/draw-launch-calendar.ts';
import { escapeXml, estimateWidth, fitText } from '#export/charts/svg.ts';
import { planPdf } from '#export/plan-pdf.ts';
import { printColours } from '#export/print-colours.ts';
import { textsOf } from '#export/print-fonts.ts';
import { createExamplePlan, withOffers } from '#export/testing/example-plan.ts';
import { niceTicks } from '#ui/charts/chart-scale.ts';

const plan = withOffers(createExamplePlan());

describe('planPdf', () => {
  it('is plain data that crosses to a worker, the same each time', () => {
    for (const language of ['en', 'zh'] as const) {
      const made = planPdf(plan, { languages: [language], paper: 'A4', omitted: [] });
      expect(structuredClone(made)).toEqual(made);
      expect(planPdf(plan, { languages: [language], paper: 'A4', omitted: [] })).toEqual(made);
    }
  });

  it('leaves no word untranslated and no placeholder unfilled', () => {
    for (const language of ['en', 'zh'] as const) {
      const { definition, foot } = planPdf(plan, { languages: [language], paper: 'A4', omitted: [] });
      const texts = textsOf(definition.content) + foot.left;
      expect(texts).not.toMatch(/\{\{|pdf\.|undefined|NaN/);
      if (language === 'zh') expect(texts).not.toContain('week');
      else expect(texts.replace(/[a-zA-Z]*上新[a-zA-Z]*/g, '')).not.toContain('利润');
    }
  });

  it('says one of a thing in the singular', () => {
    const one = <T>(value: T): T => {
      if (typeof value === 'number') return 1 as T;
      if (Array.isArray(value)) return value.map(one) as T;
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, one(each)])) as T;
    };
    const { asked, data, method, demand } = plan;
    const counted = {
      ...{ ...plan, launches: plan.launches.slice(0, 1), assumptions: one(plan.assumptions) },
      ...{
        asked: { ...asked, rules: one(asked.rules), mustLaunch: 1, fixedByHand: 1 },
        headline: { ...plan.headline, broken: 1 },
      },
      ...{ data: { ...data, products: 1, categories: 1, weeks: 1, launchesLearntFrom: 1 } },
      ...{ method: { ...method, generations: 1, moves: 1 }, launchAccuracy: { ...plan.launchAccuracy, launches: 1 } },
      demand: demand.map((chart) => ({ ...chart, accuracy: chart.accuracy && { ...chart.accuracy, origins: 1 } })),
    } as typeof plan;
    for (const monthly of [false, true]) {
      const made = planPdf(
        { ...counted, data: { ...counted.data, monthly, reconciliation: [] } },
        { languages: ['en'], paper: 'A4', omitted: [] },
      );
      const texts = textsOf(made.definition.content);
      expect(texts).toContain('One product in one category over one');
      const wrong = /(?<!week |[\d.,])\b(1|one) (?!of\b|is\b)[a-z]+s\b/gi;
      expect(texts.match(wrong)).toBeNull();
      expect('at most 1 launches; One weeks'.match(wrong)).toEqual(['1 launches', 'One weeks']);
    }
  });

  it('says revenue and not profit when the data holds no costs', () => {
    const asked = { ...plan.asked, hasCosts: false };
    const headline = { ...plan.headline, profit: 123_456, revenue: 234_567 };
    const launches = plan.launches.map((launch) => ({ ...launch, marginShare: Number.NaN }));
    const assumptions = { ...plan.assumptions, initialOrders: { given: 0, newsvendor: 0, expected: 3 } };
    const given = { ...plan, asked, assumptions, headline, launches, notSelected: [], scenarioProfits: [], front: [] };
    for (const language of ['en', 'zh'] as const) {
      const texts = textsOf(planPdf(given, { languages: [language], paper: 'A4', omitted: [] }).definition.content);
      expect(texts).not.toContain('NaN');
      expect(texts).toContain(language === 'en' ? 'for revenue, not for profit' : '而不是利润');
      const said = texts.replace(/for revenue, not for profit|而不是利润/, '').replace(/[a-zA-Z]*上新[a-zA-Z]*/g, '');
      expect(/.{20}(profit|loss prob|利润|亏损)/i.exec(said)?.[0]).toBeUndefined();
      // One figure for what it sells, the one on screen: after what launches take from each other.
      expect(texts.includes(language === 'en' ? '¥123k' : '¥12.3万')).toBe(true);
      expect(texts.includes(language === 'en' ? '¥235k' : '¥23.5万')).toBe(false);
    }
  });

  it('says over how many weeks a first buy has to last, and which rules a hand broke', () => {
    const [first, ...others] = plan.launches;
    const launches = [{ ...first, coverWeeks: 5 }, ...others];
    const headline = { ...plan.headline, broken: 2 };
    const texts = textsOf(
      planPdf({ ...plan, launches, headline }, { languages: ['en'], paper: 'A4', omitted: [] }).definition.content,
    );
    expect(texts).toContain('They have to last 5 weeks');
    expect(texts).toContain('breaks 2 of the rules');
    const without = textsOf(planPdf(plan, { languages: ['en'], paper: 'A4', omitted: [] }).definition.content);
    expect(without).not.toMatch(/last 5 weeks|breaks/);
  });

  it('puts a mean that lies below its range in words', () => {
    const [first, ...others] = plan.launches;
    const launches = [{ ...first, profit: 1000, profitLo80: 1200, profitHi80: 1300 }, ...others];
    for (const [language, words] of [
      ['en', 'over ¥1,200 in 9 of 10 scenarios'],
      ['zh', '90% 的情景超过 ¥1,200'],
    ] as const) {
      const made = planPdf({ ...plan, launches }, { languages: [language], paper: 'A4', omitted: [] });
      expect(textsOf(made.definition.content)).toContain(words);
      expect(textsOf(made.definition.content)).not.toContain('¥1,300');
    }
  });

  it('prints a plan without launches, without charts and without files', () => {
    const empty = {
      ...plan,
      launches: [],
      demand: [],
      front: [],
      scenarioProfits: [],
      notSelected: [],
      data: { ...plan.data, files: [] },
    };
    const texts = textsOf(planPdf(empty, { languages: ['en'], paper: 'LETTER', omitted: [] }).definition.content);
    expect(texts).toContain('The planning task');
    expect(texts).toContain('launches nothing');
    expect(texts).not.toMatch(/NaN|Infinity|∞/);
  });

  it('takes a title from the user', () => {
    const { definition } = planPdf({ ...plan, title: 'Spring range' }, { languages: ['en'], paper: 'A4', omitted: [] });
    expect(definition.info?.title).toBe('Spring range');
  });
});

describe('the charts', () => {
  it('have the colours of the screen', () => {
    const tokens = readFileSync(path.resolve(import.meta.dirname, '../ui/theme/tokens.css'), 'utf8');
    const tokenOf = (key: string): string =>
      key.replace(/([A-Z])/g, (letter) => `-${letter.toLowerCase()}`).replace(/(\d+)/g, '-$1');
    for (const [key, colour] of Object.entries(printColours)) {
      expect(new RegExp(`--${tokenOf(key)}: light-dark\\((#[0-9a-f]+),`).exec(tokens)?.[1], key).toBe(colour);
    }
  });

  it('never write NaN or Infinity into a drawing', () => {
    const chart = plan.demand[0];
    const broken = {
      ...chart,
      history: chart.history.map((value, i) => (i % 7 === 0 ? Number.NaN : value)),
      naive: [],
    };
    const options = {
      events: plan.calendar.events,
      width: 240,
      height: 110,
      lastPeriods: 78,
      fromZero: true,
      valueLabel: String,
      dayLabel: String,
    };
    for (const drawn of [broken, { ...broken, history: [] }, { ...broken, mean: [], hi80: [], history: [1] }]) {
      expect(drawForecastChart({ ...options, chart: drawn })).not.toMatch(/NaN|Infinity/);
    }
    const calendar = drawLaunchCalendar({
      ...{
        start: 20000,
        weeks: 26,
        events: [],
        load: [1],
        capacity: [Number.POSITIVE_INFINITY],
        width: 700,
        maxHeight: 400,
      },
      rows: [
        {
          label: '<&>',
          week: 20000 + 7 * 25,
          windowFrom: 20000,
          windowTo: 20000 + 7 * 25,
          weekly: [0, 0],
          byHand: true,
        },
      ],
      ...{ capacityLabel: '', weekLabel: String, monthLabel: String },
    });
    expect(calendar).not.toMatch(/NaN|Infinity/);
    expect(calendar).toContain('&lt;&amp;&gt;');
  });

  it('escape every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeXml(text);
        expect(escaped).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;)/);
        expect([...escaped].every((character) => character >= ' ')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('choose round ticks that cover the values', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (low, span) => {
          const ticks = niceTicks(low, low + span, 4);
          const slack = 1e-6 * (Math.abs(low) + span);
          expect(ticks[0]).toBeLessThanOrEqual(low + slack);
          expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(low + span - slack);
          expect(ticks.length).toBeLessThan(12);
        },
      ),
    );
  });

  it('cut long names to their room', () => {
    const cut = fitText('白桃乌龙香薰蜡烛情人节礼盒', 60, 8);
    expect(cut.endsWith('…')).toBe(true);
    expect(estimateWidth(cut, 8)).toBeLessThanOrEqual(60);
    expect(fitText('Mug', 60, 8)).toBe('Mug');
  });
});
