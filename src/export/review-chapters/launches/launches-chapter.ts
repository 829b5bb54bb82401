import type { Content, TableCell } from 'pdfmake/interfaces';
import type { LaunchTracking } from '#engine/monitor/tracking.ts';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { drawTracking } from '#export/charts/draw-tracking.ts';
import { breakable, ruledTable } from '#export/page-blocks.ts';
import type { PrintContext } from '#export/print-context.ts';
import { launchName, type ReviewDocument } from '#export/review-document.ts';
import { moneyDifference, restWords, salesDifference, signalWords, soFar, stateWords } from '#export/review-words.ts';

const gap = 20;
const chartHeight = 92;

/** Every launch in a line, then week by week against what was expected. */
export const trackedLaunchesChapter = defineChapter<ReviewDocument>({
  id: 'launches',
  title: ({ t }) => t('review.section.launches'),
  isOptional: false,
  isThere: ({ tracking }) => tracking.launches.length > 0,
  section: (review, context) => {
    const drawn = review.tracking.launches.filter(({ weeks }) => weeks.length > 0);
    const note: Content = { text: context.t('review.chartNote'), style: 'note', margin: [0, 12, 0, 6] };
    return [
      boardTable(review, context),
      ...(drawn.length > 0 ? [note] : []),
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
  },
});

function pairs<T>(items: readonly T[]): (readonly T[])[] {
  return items.flatMap((_, i) => (i % 2 === 0 ? [items.slice(i, i + 2)] : []));
}

function boardTable(review: ReviewDocument, context: PrintContext): Content {
  const { t, formats } = context;
  const { currency, hasCosts } = review.plan;
  const day = (value: number | null): string => (value === null ? '–' : formats.shortDate(value));
  const rows = review.tracking.launches.map((launch): (string | TableCell)[] => {
    const { isKnown, expected, sold } = soFar(launch);
    const money = formats.signed(moneyDifference(launch), (value) => formats.money(value, currency));
    return [
      { text: breakable(launchName(review, launch.candidateId, context), 16) },
      stateWords(launch, context),
      day(launch.plannedDay),
      day(launch.actualDay),
      isKnown ? formats.count(expected) : '–',
      isKnown ? formats.count(sold) : '–',
      formats.signed(salesDifference(launch), (value) => formats.percent(value)),
      ...(hasCosts ? [isKnown ? money : '–'] : []),
      restWords(launch, context),
    ];
  });
  const heads = ['name', 'state', 'planned', 'actual', 'expected', 'sold', 'difference'] as const;
  return ruledTable({
    heads: [
      ...heads.map((head) => t(`monitor:board.${head}`)),
      ...(hasCosts ? [t('monitor:board.money', { unit: currency || '–' })] : []),
      t('monitor:board.rest'),
    ],
    rows,
    widths: ['*', 62, 38, 38, 42, 38, 40, ...(hasCosts ? [50] : []), 62],
    columns: 'llrrrrrrr',
    fontSize: 8,
  });
}

function launchFigure(launch: LaunchTracking, review: ReviewDocument, context: PrintContext, width: number): Content[] {
  const { t, formats } = context;
  const svg = drawTracking({
    ...{ weeks: launch.weeks, width, height: chartHeight },
    valueLabel: formats.short,
    dayLabel: formats.shortDate,
  });
  const state = `${stateWords(launch, context)}${t('review.stop')}`;
  return [
    { text: breakable(launchName(review, launch.candidateId, context), 30), style: 'chartTitle' },
    { text: context.sentences([state, signalWords(launch.signal, context)]), style: 'small' },
    { svg },
  ];
}
