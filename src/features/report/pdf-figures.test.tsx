import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { type PdfText, readPdf, squeeze, textOf } from '#export/testing/pdf-text.ts';
import { ReconciliationPanel } from '#features/data/reconciliation-panel.tsx';
import { ReasonSentence } from '#features/demand/candidates/reason-sentence.tsx';
import { HitCharts } from '#features/demand/launch-history/hit-charts.tsx';
import { LaunchTable, NotSelectedTable } from '#features/plan/calendar/launch-table.tsx';
import { PlanFinding } from '#features/plan/plan-finding.tsx';
import { dictionaries } from '#i18n/dictionaries.ts';
import { createFormats, signJoiner } from '#i18n/formats.ts';
import type { Language } from '#i18n/language.ts';
import { localName } from '#i18n/local-name.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { niceTicks } from '#ui/charts/chart-scale.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers as printing } from '#workers/printing/handlers.ts';
import { ensurePlanFonts } from '../../../scripts/build/build-fonts.mjs';
import {
  candidates,
  demand,
  facts,
  fillStores,
  forecasts,
  instance,
  launchProof,
  startDay,
  trends,
  weeks,
} from './testing/report-facts.ts';
import { type ReportSources, toPlanDocument } from './to-plan-document.ts';

vi.mock('zustand', async (original) => (await import('#state/testing/current-stores.ts')).withCurrentStores(original));
vi.mock('#state/plan/plan-workers.ts', () => ({ planningClient: {}, candidatesClient: {} }));
vi.mock('#state/plan/plan-actions.ts', async () =>
  (await import('#state/testing/fake-plan.ts')).planOfHashes(() => 'f00d'),
);
vi.mock('#workers/candidates/client.ts', () => ({ createCandidatesClient: () => ({}) }));
vi.mock('#state/data/dataset-actions.ts', () => ({ changeImportSettings: () => undefined }));

const fontFolder = ensurePlanFonts();
const font = (weight: string): Uint8Array => new Uint8Array(readFileSync(path.join(fontFolder, `plan-${weight}.ttf`)));

async function printed(sources: ReportSources, languages: PrintOptions['languages']): Promise<PdfText> {
  const output = await printing.printPlan(
    {
      ...{ plan: toPlanDocument(sources), options: { languages, paper: 'A4', omitted: [] } },
      ...{
        fonts: { regular: font('regular'), bold: font('bold') },
        wholeFont: null,
        despiteMissing: false,
        attachment: null,
      },
    },
    createFreeControl(),
  );
  if (output.kind !== 'printed') throw new Error(output.kind);
  return readPdf(output.bytes);
}

const numbers = /[-−+]?[¥$€£]?\d[\d,.]*\d?(?:%|[kmbt]n?\b|万|亿)?/gi;
const numbersIn = (text: string): string[] =>
  (text.replaceAll(signJoiner, '').match(numbers) ?? []).map((each) => each.replace(/[.,]$/, ''));

/** What the screens write, cell by cell. */
const cellsOf = (markup: string): string[] =>
  [...markup.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, cell]) => cell.replace(/<[^>]+>/g, '').trim());
const rowsOf = (markup: string): string[][] =>
  [...markup.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].slice(1).map(([, row]) => cellsOf(row));

/** The document in one language, printed once. */
const printedIn = new Map<Language, PdfText>();

describe.each(['en', 'zh'] as const)('figures of the PDF in %s', (language) => {
  const formats = createFormats(language);
  const money = (value: number): string => formats.money(value, 'CNY');
  const shortMoney = (value: number): string => formats.shortMoney(value, 'CNY');
  const week = (index: number): string => {
    const { year, week: number } = isoWeek(startDay + 7 * index);
    return formats.week(year, number);
  };
  const day = (index: number): string => formats.shortDate(startDay + 7 * index);
  let sources: ReportSources;
  let pdf: PdfText;
  let text = '';

  beforeAll(async () => {
    await startLanguage(language);
    await changeLanguage(language);
    sources = await fillStores();
    pdf = await printed(sources, [language]);
    printedIn.set(language, pdf);
    text = squeeze(pdf.pages.map(textOf).join(' '));
  }, 60_000);

  const says = (...parts: readonly string[]): void => expect(text).toContain(squeeze(parts.join('')));
  const bought = ({ product, week: at }: LaunchReport): number => {
    const { stock, stockByWeek } = instance.products[product];
    return stockByWeek?.[at] ?? stock;
  };

  it('of every launch are those of the store, cell by cell', () => {
    const { launches } = sources.current.reading;
    expect(launches.length).toBeGreaterThan(3);
    expect(launches.filter(({ contribution, ownProfit }) => contribution < ownProfit - 1).length).toBeGreaterThan(3);
    const words = dictionaries[language].report.pdf.launches;
    for (const launch of launches) {
      const { id, price } = instance.products[launch.product];
      const candidate = candidates.find((each) => each.id === id);
      const name = localName(language, candidate?.name ?? '', candidate?.nameAlternative);
      const from = text.indexOf(squeeze(`${day(launch.week)}${week(launch.week)}`), text.indexOf(squeeze(words.note)));
      expect(from, name).toBeGreaterThan(0);
      // From this launch's name to its reason: the cells in their order, with nothing between them but the notes.
      const rest = text.slice(text.indexOf(squeeze(name), from));
      const range = (low: string, high: string): string => (language === 'en' ? `${low} to ${high}` : `${low}–${high}`);
      const cells = [
        formats.count(bought(launch)),
        Number.isInteger(price) ? money(price) : formats.price(price, 'CNY'),
        formats.count(launch.units),
        launch.unitsLo80 >= launch.units
          ? words.sellsOut
          : range(formats.count(launch.unitsLo80), formats.count(launch.unitsHi80)),
        money(launch.revenue),
        money(launch.contribution),
        launch.profitLo80 > launch.contribution
          ? words.mostlyOver.replace('{{amount}}', money(launch.profitLo80))
          : range(money(launch.profitLo80), money(launch.profitHi80)),
        formats.percent(launch.lossProbability),
      ].map(squeeze);
      const row = rest.slice(0, 260);
      let at = 0;
      for (const cell of cells) {
        const next = row.indexOf(cell, at);
        expect(next, `${name}: ${cell} in ${row}`).toBeGreaterThanOrEqual(at);
        at = next + cell.length;
      }
      // Its sheet, from its id on.
      const { sheet: said, section } = dictionaries[language].report.pdf;
      const sheet = text.slice(text.indexOf(id, text.lastIndexOf(squeeze(section.sheets)))).slice(0, 700);
      const { unitCost } = instance.products[launch.product];
      for (const [words, figure] of [
        [said.order, formats.count(bought(launch))],
        [said.sellThrough, formats.percent(launch.sellThrough)],
        [said.margin, formats.percent((price - unitCost) / price)],
        [said.loss, formats.percent(launch.lossProbability)],
      ] as const)
        expect(sheet, name).toContain(squeeze(words.replace(/\{\{\w+\}\}/, figure)));
    }
  });

  it('of plan, launches and candidates left out are those that the plan’s screens show', () => {
    const { result, current } = sources;
    const finding = renderToStaticMarkup(<PlanFinding result={result} current={current} />).replace(/<[^>]+>/g, ' ');
    const { figures } = current.reading;
    for (const figure of [figures.profit, figures.tailMean, figures.expectedRevenue, figures.investment]) {
      expect(finding).toContain(shortMoney(figure));
      says(shortMoney(figure));
    }
    says(formats.short(figures.expectedUnits));
    says(formats.percent(figures.lossProbability, 1));
    for (const table of [LaunchTable, NotSelectedTable]) {
      const Table = table;
      const rows = rowsOf(renderToStaticMarkup(<Table result={result} current={current} />));
      expect(rows.length).toBe((table === LaunchTable ? current.reading.launches : current.reading.notSelected).length);
      for (const row of rows) {
        for (const figure of row.flatMap(numbersIn)) expect(text, row.join(' | ')).toContain(squeeze(figure));
      }
    }
  });

  it('of the data are those of the data’s screen, line by line', () => {
    const markup = renderToStaticMarkup(
      <ReconciliationPanel reconciliation={facts.reconciliation as never} currency="CNY" monthly={false} />,
    );
    const rows = rowsOf(markup);
    expect(rows).toHaveLength(7);
    for (const row of rows) says(...row.slice(0, 5));
    says('orders.csv', dictionaries[language].data.kinds.sales);
    says(language === 'en' ? '48,163 of 48,211' : '48,163 / 48,211');
  });

  it('of every launch’s reasons are those that its screen shows, in the same sentence', () => {
    const { candidates: words, candidate } = dictionaries[language].demand;
    const { launches } = sources.current.reading;
    for (const { product } of launches) {
      const forecast = forecasts.find(({ id }) => id === instance.products[product].id) as (typeof forecasts)[number];
      const sentence = renderToStaticMarkup(<ReasonSentence forecast={forecast as never} />).replace(/<[^>]+>/g, '');
      says(sentence);
      says(words.sources.typical, formats.count(forecast.contributions[0].value));
      for (const { source, value } of forecast.contributions.slice(1)) {
        const share = `${value < 1 ? '−' : '+'}${formats.percent(Math.abs(value - 1))}`;
        const bar = squeeze(`${words.sources[source as 'price']}${share}`);
        // What leaves the forecast as it is has no bar.
        if (source === 'text') expect(text).not.toContain(bar);
        else expect(text).toContain(bar);
      }
      says(candidate.waterfall.total, formats.count(forecast.total));
      says(formats.percent(forecast.hitProbability));
      says(formats.date(forecast.launchWeek));
      const made = forecast.contributions.reduce((total, { value }) => total * value, 1);
      expect(Math.abs(made / forecast.total - 1)).toBeLessThan(0.001);
    }
    const others = { launches: [], calibration: [], classes: null };
    const proof = renderToStaticMarkup(<HitCharts figures={{ ...launchProof, ...others } as never} />);
    for (const figure of [formats.fixed(launchProof.auc, 2), formats.fixed(launchProof.brier, 3)]) {
      expect(proof).toContain(figure);
      says(figure);
    }
  });

  it('of the forecasts stand beside the naive ones', () => {
    const fixed = (value: number): string => `${formats.fixed(value, 1)}%`;
    const signed = (value: number): string => (value > 0 ? `+${fixed(value)}` : fixed(value));
    for (const series of demand.series) {
      const [own, naive] = series.forecast?.scores ?? [];
      const name = localName(language, series.id.slice('category:'.length));
      const errors = [fixed(own.wape), fixed(naive.wape), formats.fixed(own.mase, 2), formats.fixed(naive.mase, 2)];
      const coverage = `${formats.percent(own.coverage80 / 100)} / ${formats.percent(own.coverage95 / 100)}`;
      says(name, 'Theta', ...errors, signed(own.bias), coverage);
    }
    const { wapeTotal, bias, coverage80 } = launchProof;
    says(fixed(wapeTotal), fixed(52.19), '–', '–', fixed(bias), formats.percent(coverage80 / 100));
    says('+11.8%');
    says('+7.1%');
  });

  it('are all accounted for: no number stands in the PDF that the stores do not have', () => {
    const document = toPlanDocument(sources);
    const known = new Set<string>();
    const allow = (...phrases: readonly string[]): void => {
      for (const phrase of phrases) for (const number of numbersIn(phrase)) known.add(number);
    };
    const walk = (value: unknown): void => {
      if (typeof value === 'string') allow(value);
      else if (value && typeof value === 'object') for (const each of Object.values(value)) walk(each);
    };
    walk(dictionaries[language].report.pdf);
    walk(candidates);
    const { reading } = sources.current;
    const { figures } = reading;
    const { launches, notSelected } = reading;
    for (const value of [figures.profit, figures.expectedRevenue, figures.tailMean, figures.investment])
      allow(shortMoney(value));
    const own = sources.result.baseline?.figures.profit ?? Number.NaN;
    allow(shortMoney(own), shortMoney(Math.abs(figures.profit - own)));
    allow(formats.percent(Math.max(0, sources.result.search.upperBound / figures.profit - 1), 2));
    allow(formats.percent(figures.lossProbability, 1), formats.percent(1 - instance.risk.alpha));
    allow(formats.short(figures.expectedUnits));
    allow(formats.price(figures.expectedRevenue / figures.expectedUnits, 'CNY'));
    allow(...[launches.length, instance.products.length, 40, 13, 5, 4, 8, 41, 57, 2, 120, 37, 6, 1].map(String));
    allow(formats.percent(1 - sources.windowShare), formats.date(startDay + 3), formats.date(startDay - 1));
    for (const launch of launches) {
      const { price, unitCost } = instance.products[launch.product];
      allow(formats.date(startDay + 7 * launch.week), ...[launch.week, launch.windowFrom, launch.windowTo].map(day));
      allow(week(launch.week), formats.count(bought(launch)), formats.price(price, 'CNY'));
      allow(formats.percent((price - unitCost) / price), formats.count(launch.units), money(launch.revenue));
      allow(formats.count(launch.unitsLo80), formats.count(launch.unitsHi80), money(launch.contribution));
      allow(formats.percent(launch.sellThrough));
      allow(money(launch.profitLo80), money(launch.profitHi80), formats.percent(launch.lossProbability));
      allow(
        money(Math.abs(launch.costEarlier)),
        money(Math.abs(launch.costLater)),
        formats.month(startDay + 7 * launch.week),
      );
    }
    for (const { total, contributions, hitProbability, hitThreshold, launchWeek } of forecasts) {
      allow(formats.count(total), formats.count(contributions[0].value), formats.date(launchWeek));
      allow(formats.percent(hitProbability), formats.count(hitThreshold));
      for (const { value } of contributions) {
        const share = formats.percent(Math.abs(value - 1));
        allow(share, `+${share}`, `−${share}`);
      }
    }
    allow(formats.fixed(launchProof.auc, 2), formats.fixed(launchProof.brier, 3), '0.5', '1', '0');
    for (const { bestWeek, gain } of notSelected) allow(bestWeek < 0 ? '' : week(bestWeek), money(gain));
    // Sums by wave: of the launches of a named one, else of those that a month holds.
    const months = new Map<string, LaunchReport[]>();
    for (const launch of launches) {
      const { id } = instance.products[launch.product];
      const wave = candidates.find((each) => each.id === id)?.wave;
      const month = wave || formats.month(startDay + 7 * launch.week + 3);
      months.set(month, [...(months.get(month) ?? []), launch]);
    }
    for (const [month, inMonth] of months) {
      const sum = (of: (launch: LaunchReport) => number): number =>
        inMonth.reduce((total, each) => total + of(each), 0);
      allow(month, String(inMonth.length), formats.count(sum(bought)), formats.count(sum(({ units }) => units)));
      allow(money(sum(({ revenue }) => revenue)));
    }
    for (const rule of document.asked.rules) walk(rule);
    for (let i = 0; i < weeks; i++)
      allow(week(i), String(isoWeek(startDay + 7 * i).week), formats.month(startDay + 7 * i + 3));
    for (const { capacity } of [instance.constraints]) allow(...capacity.map((value) => formats.decimal(value, 1)));
    for (const { min, max, spacingMax, spacingWeeks } of instance.categories)
      allow(...[min, max, spacingMax, spacingWeeks].map(String));
    for (const { amount } of instance.constraints.budget.periods) allow(money(amount));
    allow(...(instance.constraints.precedence ?? []).map(({ minWeeks }) => String(minWeeks)));
    allow(...instance.constraints.exclusive.map(({ id }) => id));
    const rows = rowsOf(
      renderToStaticMarkup(
        <ReconciliationPanel reconciliation={facts.reconciliation as never} currency="CNY" monthly={false} />,
      ),
    );
    walk(rows);
    allow(
      '48,163',
      '48,211',
      formats.date(trends.series[0].start),
      'c0ffee0123456789abcdef0123456789',
      'c0ffee012345',
      'f00d42',
    );
    allow(String(sources.result.seed), 'Debut 9.8.7', instance.format, '9.8.7');
    allow(formats.count(sources.result.search.generations), formats.count(sources.result.search.moves));
    for (const { scores } of demand.series.flatMap(({ forecast }) => (forecast ? [forecast] : [])))
      for (const { wape, mase, bias, coverage80, coverage95 } of scores) {
        allow(`${formats.fixed(wape, 1)}%`, formats.percent(wape / 100, 1), formats.fixed(mase, 2));
        allow(
          `${bias > 0 ? '+' : ''}${formats.fixed(bias, 1)}%`,
          formats.percent(coverage80 / 100),
          formats.percent(coverage95 / 100),
        );
      }
    allow('33.8%', '52.2%', '−3.3%', '77%', '+11.8%', '+7.1%', '+16.6%');
    for (const { values, forecast } of trends.market)
      if (forecast.ok) {
        const { mean, lo80, hi80 } = forecast.value.forecasts[0].forecast;
        allow(...[values[119], mean[12], lo80[12], hi80[12]].map((value) => formats.decimal(value, 2)));
      }
    for (let page = 1; page <= pdf.pages.length; page++) allow(String(page));
    // Values and months at the axes of the charts: round steps around the store's values.
    for (const chart of [...document.demand, ...document.market])
      for (const fromZero of [true, false]) {
        const shown = [...chart.history.slice(-78), ...chart.mean, ...chart.lo80, ...chart.hi80, ...chart.naive];
        const ticks = niceTicks(fromZero ? 0 : Math.min(...shown), Math.max(...shown), 3);
        allow(...ticks.flatMap((tick) => [formats.short(tick), formats.decimal(tick, 2)]));
      }
    allow(...niceTicks(0, 1801 + 3 * 119, 3).map((tick) => formats.short(tick)));
    for (let i = -120; i < 13; i++) allow(formats.month(startDay + 7 * i));
    const { scenarioProfits } = figures;
    const risks = [...sources.result.search.front.map(({ risk }) => risk), figures.risk];
    const profits = [...sources.result.search.front.map(({ profit }) => profit), figures.profit];
    for (const list of [risks, profits]) allow(...niceTicks(Math.min(...list), Math.max(...list), 3).map(shortMoney));
    allow(...niceTicks(Math.min(...scenarioProfits), Math.max(...scenarioProfits), 4).map(shortMoney));

    const strange = pdf.pages.flatMap((runs, i) =>
      runs.flatMap((run) =>
        numbersIn(run.text)
          .filter((number) => !known.has(number))
          .map((number) => `page ${i + 1}: ${number} in “${run.text}”`),
      ),
    );
    expect(strange).toEqual([]);
  });
});

it('a document in both languages holds every figure twice over, each in its language', async () => {
  await startLanguage('en');
  const sources = await fillStores();
  const both = await printed(sources, ['en', 'zh']);
  const [english, chinese] = [printedIn.get('en'), printedIn.get('zh')];
  if (!english || !chinese) throw new Error('not printed in each language');
  expect(both.pages.length).toBe(english.pages.length + chinese.pages.length);
  const body = (pdf: PdfText): string => squeeze(pdf.pages.map((runs) => textOf(runs.slice(0, -4))).join(' '));
  const alone = (language: Language, pdf: PdfText): string =>
    body({
      ...both,
      pages: language === 'en' ? both.pages.slice(0, pdf.pages.length) : both.pages.slice(-pdf.pages.length),
    });
  expect(alone('en', english)).toBe(body(english));
  expect(alone('zh', chinese)).toBe(body(chinese));
  expect(both.outline.filter(([depth]) => depth === 0)).toHaveLength(2);
  expect(both.outline.filter(([depth]) => depth === 1).map(([, title]) => title)).toEqual(
    [english, chinese].flatMap(({ outline }) => outline.slice(1).map(([, title]) => title)),
  );
}, 60_000);
