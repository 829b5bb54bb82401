import type { TableCell } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { breakable, ruledTable } from '#export/page-blocks.ts';
import type { DemandChart, LaunchAccuracy, PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { modelWords } from '#export/report-words.ts';
import { localName } from '#i18n/local-name.ts';

const columns = ['series', 'model', 'wape', 'naiveWape', 'mase', 'naiveMase', 'bias', 'coverage'] as const;

/** The backtests that the plan rests on, each beside the naive forecast of the same weeks. */
export const accuracyChapter = defineChapter<PlanDocument>({
  id: 'accuracy',
  title: ({ t }) => t('pdf.section.accuracy'),
  contents: (_plan, { t }) => t('step.contains.accuracy'),
  isOptional: true,
  section: (plan, context) => {
    const launches = plan.launchAccuracy;
    const scored = plan.demand.filter(({ accuracy }) => accuracy !== null);
    if (scored.length === 0 && !launches) return [{ text: context.t('pdf.accuracy.noteNone'), style: 'quiet' }];
    const table = ruledTable({
      heads: columns.map((column) => context.t(`pdf.accuracy.${column}`)),
      rows: [
        ...scored.map((chart) => seriesRow(chart, context)),
        ...(launches ? [launchesRow(launches, context)] : []),
      ],
      widths: [92, '*', 40, 40, 32, 36, 34, 62],
      columns: 'llrrrrrr',
    });
    return [table, { text: context.sentences(notesOf(scored, plan, context)), style: 'note' }];
  },
});

function notesOf(
  scored: readonly DemandChart[],
  { launchAccuracy: launches, addedUp }: PlanDocument,
  context: PrintContext,
): readonly string[] {
  const { t, formats } = context;
  const origins = Math.max(...scored.map(({ accuracy }) => accuracy?.origins ?? 0));
  const naive = [...new Set(scored.map(({ accuracy }) => accuracy?.naive ?? 'snaive'))];
  return [
    ...(scored.length > 0
      ? [t('pdf.accuracy.note', { count: origins, naive: formats.list(naive.map((each) => t(`pdf.demand.${each}`))) })]
      : []),
    ...heldWords(scored, context),
    ...(addedUp
      ? [
          t('pdf.accuracy.addedUp', {
            how: t(`demand:proof.how.${addedUp.method}`),
            gain: formats.percent(addedUp.gain / 100, 1),
            moved: formats.percent(addedUp.moved / 100, 1),
          }),
        ]
      : []),
    ...(launches ? [t('pdf.accuracy.noteLaunches', { count: launches.launches })] : []),
    ...(launches?.flops
      ? [
          t('pdf.accuracy.flops', {
            flopped: formats.count(launches.flops.flopped),
            expected: formats.fixed(launches.flops.expected, 1),
            brier: formats.fixed(launches.flops.brier, 3),
          }),
        ]
      : []),
    ...(launches && !Number.isNaN(launches.auc + launches.brier)
      ? [t('pdf.accuracy.hits', { auc: formats.fixed(launches.auc, 2), brier: formats.fixed(launches.brier, 3) })]
      : []),
    ...(launches?.classes
      ? (['hit', 'flop'] as const).map((kind) => classWords(kind, launches.classes as Classes, context))
      : []),
  ];
}

/** The scores above chose the models: what origins say that had no say in it, series by series. */
function heldWords(scored: readonly DemandChart[], context: PrintContext): readonly string[] {
  const { t, formats } = context;
  const held = scored.flatMap(({ title, accuracy }) => (accuracy?.held ? [{ title, ...accuracy.held }] : []));
  if (held.length === 0) return [];
  const list = held.map(({ title, valueAdded }) =>
    t(`pdf.accuracy.${valueAdded >= 0 ? 'heldBelow' : 'heldAbove'}`, {
      name: title === '' ? t('pdf.demand.total') : localName(context.language, title),
      percent: formats.percent(Math.abs(valueAdded) / 100),
    }),
  );
  return [t('pdf.accuracy.held', { count: Math.min(...held.map(({ origins }) => origins)), list: formats.list(list) })];
}

type Classes = NonNullable<LaunchAccuracy['classes']>;

/** In the screen's words; precision, recall and F1 where they hold. */
function classWords(
  kind: 'hit' | 'flop',
  { [kind]: scores }: Classes,
  { t, formats, sentences }: PrintContext,
): string {
  const { launches, came, called, right, verdict, threshold } = scores;
  const figures = {
    n: formats.count(launches),
    came: formats.count(came),
    called: formats.count(called),
    right: formats.count(right),
    threshold: formats.percent(threshold),
    f1: formats.fixed(scores.f1, 2),
    baseline: formats.fixed(scores.baselineF1, 2),
  };
  const words = t(`demand:candidate.classes.${kind}.${verdict}`, figures);
  if (verdict !== 'holds') return words;
  const shares = { precision: formats.percent(scores.precision), recall: formats.percent(scores.recall) };
  return sentences([words, t('pdf.accuracy.classes', { ...figures, ...shares })]);
}

/** Percent with one decimal, as the screen's table of scores has them. */
const percentOf = (percent: number, { formats }: PrintContext): string => `${formats.fixed(percent, 1)}%`;
const signedPercentOf = (percent: number, context: PrintContext): string =>
  `${percent >= 0.05 ? '+' : ''}${percentOf(percent, context)}`;

function seriesRow({ title, model, accuracy }: DemandChart, context: PrintContext): (string | TableCell)[] {
  const { t, formats } = context;
  const score = accuracy as NonNullable<typeof accuracy>;
  return [
    { text: title === '' ? t('pdf.demand.total') : breakable(localName(context.language, title), 13) },
    { text: modelWords(model, context), style: 'small' },
    percentOf(score.wape, context),
    percentOf(score.naiveWape, context),
    formats.fixed(score.mase, 2),
    formats.fixed(score.naiveMase, 2),
    signedPercentOf(score.bias, context),
    `${formats.percent(score.coverage80 / 100)} / ${formats.percent(score.coverage95 / 100)}`,
  ];
}

function launchesRow(launches: LaunchAccuracy, context: PrintContext): (string | TableCell)[] {
  const { t, formats } = context;
  return [
    { text: t('pdf.accuracy.launches', { count: launches.launches }) },
    { text: t('pdf.accuracy.launchModel'), style: 'small' },
    percentOf(launches.wape, context),
    Number.isNaN(launches.naiveWape) ? '–' : percentOf(launches.naiveWape, context),
    '–',
    '–',
    signedPercentOf(launches.bias, context),
    `${formats.percent(launches.coverage80 / 100)} / –`,
  ];
}
