import type { Column, Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { drawReasons } from '#export/charts/draw-reasons.ts';
import { toReasons } from '#export/forecast-reasons.ts';
import { toWaterfall, type WaterfallStep } from '#export/forecast-waterfall.ts';
import { markdownWords, priceWords, profitRange, unitsRange } from '#export/launch-words.ts';
import { breakable } from '#export/page-blocks.ts';
import type { LaunchReasons, PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import { priceSentences } from '#export/price-sentences.ts';
import { printColours as colour } from '#export/print-colours.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';
import { eventName } from '#i18n/event-name.ts';
import { localName } from '#i18n/local-name.ts';
import { buyersNote, buyersSentences } from './buyers-words.ts';

const gap = 16;
const labelWidth = 58;
/** Points of the heading, its note and the first sheet. */
const firstRoom = 300;

/** A sheet a launch: its offer, what has to be ordered when, its risk, and what forecast, price and buyers rest on. */
export const sheetsChapter = defineChapter<PlanDocument>({
  id: 'sheets',
  title: ({ t }) => t('pdf.section.sheets'),
  contents: (_plan, { t }) => t('step.contains.sheets'),
  isOptional: true,
  isThere: ({ launches }) => launches.length > 0,
  room: () => firstRoom,
  section: (plan, context) => [
    {
      text: context.formats.sentences([context.t('pdf.sheet.note'), plan.buyers && buyersNote(plan.buyers, context)]),
      ...{ style: 'note', margin: [0, 0, 0, 8] },
    },
    ...plan.launches.map((launch) => sheetOf(launch, plan, context)),
  ],
});

type Said = readonly (string | false | null | undefined)[];

function sheetOf(launch: PlannedLaunch, { asked, buyers }: PlanDocument, context: PrintContext): Content {
  const { t, formats, language } = context;
  const [name, second] = namesFor(launch, language);
  const { reasons, priceAdvice } = launch;
  const width = (context.width - gap) * 0.44;
  const facts = (lines: readonly (readonly [label: string, said: Said])[]): Content[] =>
    lines
      .filter(([, said]) => said.some(Boolean))
      .map(([label, said]) => ({
        columnGap: 0,
        columns: [
          { width: labelWidth, text: label, style: 'head' },
          { width: '*', text: breakable(formats.sentences(said), 40), style: 'reason' },
        ],
        margin: [0, 0, 0, 3],
      }));
  const decided: Column = {
    width: '*',
    stack: facts([
      [t('pdf.sheet.offer'), offerSentences(launch, context)],
      [t('pdf.sheet.orders'), orderSentences(launch, context)],
      [t('pdf.sheet.risk'), riskSentences(launch, asked.hasCosts, context)],
    ]),
  };
  return {
    unbreakable: true,
    margin: [0, 0, 0, 6],
    stack: [
      {
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: context.width, y2: 0, lineWidth: 0.5, lineColor: colour.line }],
        margin: [0, 0, 0, 3],
      },
      {
        text: [
          { text: breakable(name, 40), style: 'wave' },
          { text: second ? `   ${second}` : '', style: 'small' },
        ],
      },
      { text: breakable(marksOf(launch, context), 60), style: 'small', margin: [0, 0, 0, 4] },
      {
        columnGap: gap,
        columns: [decided, ...(reasons ? [{ width, stack: [{ svg: waterfallOf(reasons, width, context) }] }] : [])],
      },
      ...facts([
        [t('pdf.sheet.forecast'), forecastSentences(launch, context)],
        [t('pdf.sheet.price'), priceAdvice ? priceSentences(priceAdvice, context) : []],
        [t('pdf.sheet.buyers'), buyers && launch.buyers ? buyersSentences(launch.buyers, buyers, context) : []],
      ]),
    ],
  };
}

/** Id, category and what is said of it. */
function marksOf(
  { id, category, wave, lastDay, mustLaunch, byHand, owner }: PlannedLaunch,
  context: PrintContext,
): string {
  const { t, formats, language } = context;
  const marks = [
    id,
    localName(language, category),
    wave && t('pdf.launches.inWave', { name: wave }),
    lastDay !== null && t('pdf.launches.until', { day: formats.shortDate(lastDay) }),
    mustLaunch && t('pdf.launches.must'),
    byHand && t('pdf.launches.byHand'),
    owner && formats.labelled(t('pdf.launches.owner'), owner),
  ];
  return marks.filter(Boolean).join(t('pdf.separator'));
}

function offerSentences(launch: PlannedLaunch, context: PrintContext): Said {
  const { t, formats, money, language } = context;
  const { week, price, ownPrice, marginShare, priceGain, promotions } = launch;
  const asked = { price: formats.parts([priceWords(price, context), markdownWords(launch, context)]) };
  const events = promotions.map(({ event, from }) =>
    formats.bracketed(eventName(language, event), formats.shortDate(from)),
  );
  return [
    t('pdf.sheet.week', { date: formats.date(week), week: context.week(week) }),
    ownPrice === undefined
      ? t('pdf.sheet.atPrice', asked)
      : t('pdf.sheet.otherPrice', { ...asked, own: priceWords(ownPrice, context) }),
    priceGain &&
      t('pdf.sheet.gain', { gain: money(priceGain.mean), low: money(priceGain.lo80), high: money(priceGain.hi80) }),
    !Number.isNaN(marginShare) && t('pdf.sheet.margin', { share: formats.percent(marginShare) }),
    events.length > 0 ? t('pdf.sheet.promotions', { events: formats.items(events) }) : t('pdf.sheet.noPromotion'),
  ];
}

/** What has to be ordered when, and how much of it is expected to sell. */
function orderSentences(launch: PlannedLaunch, { t, formats }: PrintContext): Said {
  const { initialOrder, orderBy, coverWeeks, reorders, sellThrough } = launch;
  const units = formats.count(initialOrder);
  return [
    orderBy === undefined
      ? t('pdf.sheet.order', { units })
      : t('pdf.sheet.orderBy', { units, date: formats.date(orderBy) }),
    coverWeeks !== null && t('pdf.sheet.cover', { count: coverWeeks }),
    ...reorders.map(({ review, arrival, share }) =>
      t('pdf.sheet.reorder', {
        ...{ review: formats.date(review), arrival: formats.date(arrival), share: formats.percent(share) },
      }),
    ),
    reorders.length === 0 && t('pdf.sheet.noReorder'),
    !Number.isNaN(sellThrough) && t('pdf.sheet.sellThrough', { share: formats.percent(sellThrough) }),
  ];
}

function riskSentences(launch: PlannedLaunch, hasCosts: boolean, context: PrintContext): Said {
  const { t, formats, money } = context;
  const { units, profit, lossProbability, hit, flopProbability, called } = launch;
  return [
    t('pdf.sheet.units', { units: formats.count(units), range: unitsRange(launch, context) }),
    hasCosts && t('pdf.sheet.profit', { profit: money(profit), range: profitRange(launch, context) }),
    hasCosts && t('pdf.sheet.loss', { share: formats.percent(lossProbability) }),
    hit && t('pdf.why.hit', { share: formats.chance(hit.probability), threshold: formats.count(hit.threshold) }),
    !Number.isNaN(flopProbability) && t('pdf.why.flop', { share: formats.chance(flopProbability) }),
    ...called.map((kind) => t(`pdf.why.called.${kind}`)),
  ];
}

/** In the words of the screen: a typical launch sells so many, season adds 17 %, … */
function forecastSentences({ reasons, analogues }: PlannedLaunch, context: PrintContext): Said {
  const { t, formats, language } = context;
  const names = analogues.map((each) => namesFor(each, language)[0]);
  const similar = names.length > 0 && t('pdf.why.analogues', { names: formats.items(names) });
  if (!reasons) return [similar];
  const { typical, reasons: moves } = toReasons(reasons.contributions);
  const parts = [
    t('demand:candidates.whyTypical', { value: formats.count(typical) }),
    ...moves.map(({ source, change }) => {
      const percent = formats.percent(Math.abs(change));
      return t(`demand:candidates.reason.${source}`, {
        change: t(change > 0 ? 'demand:candidates.up' : 'demand:candidates.down', { percent }),
      });
    }),
  ];
  return [
    t('demand:candidates.why', { total: formats.count(reasons.total), reasons: formats.clauses(parts) }),
    t('pdf.sheet.at', { date: formats.date(reasons.launchWeek) }),
    similar,
  ];
}

function waterfallOf({ contributions, total }: LaunchReasons, width: number, { t, formats }: PrintContext): string {
  // What leaves the forecast as it is has no bar: it would read +0 %.
  const moves = contributions.filter(({ source, value }) => source === 'typical' || Math.abs(value - 1) >= 0.005);
  return drawReasons({
    steps: toWaterfall(moves, total),
    width,
    labelOf: ({ source }) =>
      source === 'total' ? t('demand:candidate.waterfall.total') : t(`demand:candidates.sources.${source}`),
    figureOf: ({ factor, to }: WaterfallStep) =>
      Number.isNaN(factor) ? formats.count(to) : formats.signed(factor - 1, formats.percent),
  });
}
