import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { drawReasons } from '#export/charts/draw-reasons.ts';
import { toReasons } from '#export/forecast-reasons.ts';
import { toWaterfall, type WaterfallStep } from '#export/forecast-waterfall.ts';
import { breakable } from '#export/page-blocks.ts';
import type { LaunchReasons, PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';

const gap = 16;
/** Points of the heading, its note and the first launch. */
const firstRoom = 220;

/** Why each launch is expected to sell what it sells: in one sentence, and from the typical launch on step by step. */
export const reasonsChapter = defineChapter<PlanDocument>({
  id: 'reasons',
  title: ({ t }) => t('pdf.section.reasons'),
  contents: (_plan, { t }) => t('step.contains.reasons'),
  isOptional: true,
  isThere: ({ launches }) => launches.some(({ reasons }) => reasons !== null),
  room: () => firstRoom,
  section: ({ launches }, context) => [
    { text: context.t('pdf.reasons.note'), style: 'note', margin: [0, 0, 0, 8] },
    ...launches.flatMap((launch) => (launch.reasons ? [reasonsBlock(launch, launch.reasons, context)] : [])),
  ],
});

function reasonsBlock(launch: PlannedLaunch, reasons: LaunchReasons, context: PrintContext): Content {
  const { t, formats } = context;
  const [name] = namesFor(launch, context.language);
  const width = (context.width - gap) * 0.52;
  // What leaves the forecast as it is has no bar: it would read +0 %.
  const steps = toWaterfall(
    reasons.contributions.filter(({ source, value }) => source === 'typical' || Math.abs(value - 1) >= 0.005),
    reasons.total,
  );
  const svg = drawReasons({
    steps,
    width,
    labelOf: ({ source }) =>
      source === 'total' ? t('demand:candidate.waterfall.total') : t(`demand:candidates.sources.${source}`),
    figureOf: ({ factor, to }: WaterfallStep) =>
      Number.isNaN(factor) ? formats.count(to) : `${factor < 1 ? '−' : '+'}${formats.percent(Math.abs(factor - 1))}`,
  });
  return {
    unbreakable: true,
    columnGap: gap,
    margin: [0, 0, 0, 9],
    columns: [
      {
        width: '*',
        stack: [
          { text: breakable(name, 24), bold: true },
          { text: t('pdf.reasons.at', { date: formats.date(reasons.launchWeek) }), style: 'small' },
          { text: orderSentence(launch, context), style: 'small' },
          { text: reasonSentence(reasons, context), style: 'reason', margin: [0, 2, 0, 0] },
        ],
      },
      { width, svg },
    ],
  };
}

/** What has to be ordered when. */
function orderSentence(
  { initialOrder, orderBy, reorder }: PlannedLaunch,
  { t, formats, sentences }: PrintContext,
): string {
  const units = formats.count(initialOrder);
  return sentences([
    orderBy === undefined
      ? t('pdf.reasons.order', { units })
      : t('pdf.reasons.orderBy', { units, date: formats.date(orderBy) }),
    ...(reorder
      ? [t('pdf.reasons.reorder', { review: formats.date(reorder.review), arrival: formats.date(reorder.arrival) })]
      : []),
  ]);
}

/** In the words of the screen: a typical launch sells so many, season adds 17 %, … */
function reasonSentence({ contributions, total }: LaunchReasons, { t, formats }: PrintContext): string {
  const { typical, reasons } = toReasons(contributions);
  const parts = [
    t('demand:candidates.whyTypical', { value: formats.count(typical) }),
    ...reasons.map(({ source, change }) => {
      const percent = formats.percent(Math.abs(change));
      return t(`demand:candidates.reason.${source}`, {
        change: t(change > 0 ? 'demand:candidates.up' : 'demand:candidates.down', { percent }),
      });
    }),
  ];
  return t('demand:candidates.why', {
    total: formats.count(total),
    reasons: formats.clauses(parts),
  });
}
