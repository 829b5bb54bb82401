import type { Content, TableCell } from 'pdfmake/interfaces';
import type { Advice, AdviceTurn, LaunchTracking } from '#engine/monitor/tracking.ts';
import { drawTracking } from '#export/charts/draw-tracking.ts';
import type { PrintContext } from '#export/print-context.ts';
import type { ReviewDocument } from '#export/review-document.ts';
import { breakable } from '#export/sections/breakable.ts';
import { knownSoFar, launchName, signedWords, stateWords } from '#export/sections/review-words.ts';
import { ruledTable } from '#export/sections/ruled-table.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';

const gap = 20;
const chartHeight = 92;

/** Every launch in a line, then week by week against what was expected. */
export function reviewLaunchesSection(review: ReviewDocument, context: PrintContext): Content[] {
  const { t } = context;
  const { launches } = review.tracking;
  if (launches.length === 0) return [];
  const drawn = launches.filter(({ weeks }) => weeks.length > 0);
  return [
    sectionHeading(t('review.section.launches'), context),
    boardTable(review, context),
    ...(drawn.length > 0 ? [{ text: t('review.chartNote'), style: 'note', margin: [0, 12, 0, 6] } as Content] : []),
    ...pairs(drawn).map((pair): Content => {
      const width = (context.width - gap) / 2;
      return {
        unbreakable: true,
        columnGap: gap,
        margin: [0, 0, 0, 10],
        columns: pair.map((launch) => ({ width, stack: launchFigure(launch, review, context, width) })),
      };
    }),
  ];
}

function pairs<T>(items: readonly T[]): (readonly T[])[] {
  return items.flatMap((_, i) => (i % 2 === 0 ? [items.slice(i, i + 2)] : []));
}

function boardTable(review: ReviewDocument, context: PrintContext): Content {
  const { t, formats } = context;
  const { currency, hasCosts } = review.plan;
  const day = (value: number | null): string => (value === null ? '–' : formats.shortDate(value));
  const rows = review.tracking.launches.map((launch): (string | TableCell)[] => {
    const so = knownSoFar(launch);
    const { remaining } = launch.reforecast;
    const money = launch.moneySoFar.actual - launch.moneySoFar.planned;
    const difference = so && so.expected > 0 ? so.sold / so.expected - 1 : Number.NaN;
    return [
      { text: breakable(launchName(review, launch.candidateId, context), 16) },
      { text: stateWords(launch, context) },
      day(launch.plannedDay),
      day(launch.actualDay),
      so ? formats.count(so.expected) : '–',
      so ? formats.count(so.sold) : '–',
      so ? signedWords(difference, (value) => formats.percent(value)) : '–',
      ...(hasCosts ? [so ? signedWords(money, (value) => formats.money(value, currency)) : '–'] : []),
      t('monitor:board.range', {
        ...{
          mean: formats.count(remaining.mean),
          lo: formats.count(remaining.lo80),
          hi: formats.count(remaining.hi80),
        },
      }),
    ];
  });
  const heads = ['name', 'state', 'planned', 'actual', 'expected', 'sold', 'difference'] as const;
  return ruledTable(
    [
      ...heads.map((head) => t(`monitor:board.${head}`)),
      ...(hasCosts ? [t('monitor:board.money', { unit: currency || '–' })] : []),
      t('monitor:board.rest'),
    ],
    rows,
    ['*', 62, 38, 38, 42, 38, 40, ...(hasCosts ? [50] : []), 62],
    2,
  );
}

function launchFigure(launch: LaunchTracking, review: ReviewDocument, context: PrintContext, width: number): Content[] {
  const { t, formats } = context;
  const { signal } = launch;
  const told =
    signal.direction === null || signal.raisedAt === null
      ? t('monitor:launch.signal.none')
      : t('monitor:launch.signal.raised', {
          week: formats.count(signal.raisedAt + 1),
          direction: t(`monitor:launch.signal.${signal.direction}`),
        });
  const svg = drawTracking({
    ...{ weeks: launch.weeks, width, height: chartHeight },
    valueLabel: formats.short,
    dayLabel: formats.shortDate,
  });
  return [
    { text: breakable(launchName(review, launch.candidateId, context), 30), style: 'chartTitle' },
    { text: context.sentences([`${stateWords(launch, context)}${t('review.stop')}`, told]), style: 'small' },
    { svg },
  ];
}

/** What could be done about the launches, in money, with what would change it. */
export function reviewAdviceSection(review: ReviewDocument, context: PrintContext): Content[] {
  const { t } = context;
  const advised = review.tracking.launches.filter(({ advice }) => advice.length > 0);
  const body: Content[] =
    advised.length === 0
      ? [{ text: t(review.plan.hasCosts ? 'review.noAdvice' : 'monitor:advice.noCosts') }]
      : advised.map(
          (launch): Content => ({
            unbreakable: true,
            margin: [0, 0, 0, 7],
            stack: [
              { text: breakable(launchName(review, launch.candidateId, context), 40), bold: true },
              ...launch.advice.map((advice) => adviceLine(advice, review, context)),
            ],
          }),
        );
  return [
    sectionHeading(t('review.section.advice'), context),
    { text: t('monitor:advice.detail'), style: 'note', margin: [0, 0, 0, 6] },
    ...body,
  ];
}

function adviceLine(advice: Advice, review: ReviewDocument, context: PrintContext): Content {
  const { plan } = review;
  const { t, formats, shortMoney } = context;
  const {
    action,
    pieces,
    discount,
    until,
    arrives,
    dayBefore,
    dayAfter,
    together = [],
    gain,
    gainProbability,
    turns,
  } = advice;
  const day = (value: number | null): string => (value === null ? '–' : formats.shortDate(value));
  const turn = ({ what, value }: AdviceTurn): string =>
    t(`monitor:advice.turn.${what}`, {
      money: formats.price(value, plan.currency),
      value: what === 'elasticity-above' ? formats.decimal(value) : formats.count(value),
    });
  const said = [
    t(`monitor:advice.${action}`, {
      ...{ pieces: pieces === null ? '–' : formats.count(pieces) },
      ...{ discount: discount === null ? '–' : formats.percent(discount) },
      ...{ until: day(until), arrives: day(arrives), before: day(dayBefore), after: day(dayAfter) },
    }),
    ...(together.length > 0
      ? [t('monitor:advice.together', { names: formats.list(together.map((id) => launchName(review, id, context))) })]
      : []),
    t('monitor:advice.gain', {
      ...{ mean: shortMoney(gain.mean), lo: shortMoney(gain.lo80), hi: shortMoney(gain.hi80) },
      chance: formats.percent(gainProbability),
    }),
    ...(turns.length > 0 ? [t('monitor:advice.turns', { turns: formats.choices(turns.map(turn)) })] : []),
  ];
  return { text: context.sentences(said), style: 'reason', margin: [0, 2, 0, 0] };
}
