import type { Content, TableCell } from 'pdfmake/interfaces';
import type { DemandChart, LaunchAccuracy, PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { modelWords } from '#export/report-words.ts';
import { breakable } from '#export/sections/breakable.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';
import { localName } from '#i18n/local-name.ts';

const headOf = (texts: readonly (readonly [string, 'left' | 'right'])[]): TableCell[] =>
  texts.map(([text, alignment]) => ({ text, style: 'head', alignment }));

/** A count for its noun's form, and as it is written. */
const counted = (count: number, { formats }: PrintContext) => ({ count, number: formats.count(count) });

/** The files, how many of their rows were used, and every piece and penny from there to the weekly figures. */
export function dataSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t } = context;
  const { data } = plan;
  const summary = t('pdf.data.summary', {
    products: t('pdf.data.products', counted(data.products, context)),
    categories: t('pdf.data.categories', counted(data.categories, context)),
    weeks: t(data.monthly ? 'pdf.data.months' : 'pdf.data.weeks', counted(data.weeks, context)),
    launches: t('pdf.data.launches', counted(data.launchesLearntFrom, context)),
  });
  return [
    sectionHeading(t('pdf.section.data'), context),
    { text: summary, margin: [0, 0, 0, 8] },
    filesTable(plan, context),
    ...(data.reconciliation.length > 0
      ? [
          {
            text: t('data:reconciliation.title'),
            style: 'chartTitle',
            headlineLevel: 1,
            margin: [0, 14, 0, 2],
          } as Content,
          { text: t('pdf.data.reconciliation'), style: 'small', margin: [0, 0, 0, 4] } as Content,
          reconciliationTable(plan, context),
        ]
      : []),
  ];
}

function filesTable({ data }: PlanDocument, { t, formats }: PrintContext): Content {
  const rows = data.files.map((file): TableCell[] => [
    { text: breakable(file.name, 20) },
    { text: t(`pdf.data.kinds.${file.kind}` as 'pdf.data.kinds.sales') },
    {
      text: t('pdf.data.rowsValue', { accepted: formats.count(file.rowsAccepted), rows: formats.count(file.rows) }),
      alignment: 'right',
    },
    {
      text:
        file.firstDay === null || file.lastDay === null
          ? '–'
          : `${formats.date(file.firstDay)} – ${formats.date(file.lastDay)}`,
    },
  ]);
  const head = headOf([
    [t('pdf.data.file'), 'left'],
    [t('pdf.data.kind'), 'left'],
    [t('pdf.data.rows'), 'right'],
    [t('pdf.data.period'), 'left'],
  ]);
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: ['*', 'auto', 'auto', 'auto'], body: [head, ...rows] },
    layout: 'ruled',
  };
}

/** In the words and figures of the screen that shows the data. */
function reconciliationTable({ data }: PlanDocument, { t, formats, currency }: PrintContext): Content {
  const rows = data.reconciliation.map((line): TableCell[] => {
    const id = line.id === 'panel' && data.monthly ? 'panelMonth' : line.id;
    const cell = (words: string): TableCell => ({ text: words, alignment: 'right', noWrap: true, bold: line.isTotal });
    const countedWords = (count: number): string =>
      t(`data:counted.${line.countOf}` as 'data:counted.rows', {
        count: Math.abs(count),
        number: formats.count(count),
      });
    return [
      { text: t(`data:reconciliation.${id}` as 'data:reconciliation.panel'), bold: line.isTotal },
      cell(line.count === null ? '' : countedWords(line.count)),
      cell(line.units === null ? '' : formats.count(line.units)),
      cell(line.revenue === null ? '' : formats.price(line.revenue, currency)),
      cell(line.products === null ? '' : formats.count(line.products)),
    ];
  });
  const head = headOf([
    [t('data:reconciliation.step'), 'left'],
    [t('data:reconciliation.count'), 'right'],
    [t('data:reconciliation.units'), 'right'],
    [t('data:reconciliation.revenue'), 'right'],
    [t('data:files.products'), 'right'],
  ]);
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: ['*', 'auto', 'auto', 'auto', 'auto'], body: [head, ...rows] },
    layout: 'ruled',
  };
}

/** The backtests that the plan rests on, each beside the naive forecast of the same weeks. */
export function accuracySection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t, formats } = context;
  const heading = sectionHeading(t('pdf.section.accuracy'), context);
  const launches = plan.launchAccuracy;
  const scored = plan.demand.filter((chart) => chart.accuracy !== null);
  if (scored.length === 0 && !launches) return [heading, { text: t('pdf.accuracy.noteNone'), style: 'quiet' }];
  const origins = Math.max(...scored.map((chart) => chart.accuracy?.origins ?? 0));
  const naive = [...new Set(scored.map((chart) => chart.accuracy?.naive ?? 'snaive'))];
  const notes = [
    ...(scored.length > 0
      ? [t('pdf.accuracy.note', { count: origins, naive: formats.list(naive.map((each) => t(`pdf.demand.${each}`))) })]
      : []),
    ...(launches ? [t('pdf.accuracy.noteLaunches')] : []),
    ...(launches && !Number.isNaN(launches.auc + launches.brier)
      ? [t('pdf.accuracy.hits', { auc: formats.fixed(launches.auc, 2), brier: formats.fixed(launches.brier, 3) })]
      : []),
  ];
  const head = headOf([
    [t('pdf.accuracy.series'), 'left'],
    [t('pdf.accuracy.model'), 'left'],
    [t('pdf.accuracy.wape'), 'right'],
    [t('pdf.accuracy.naiveWape'), 'right'],
    [t('pdf.accuracy.mase'), 'right'],
    [t('pdf.accuracy.naiveMase'), 'right'],
    [t('pdf.accuracy.bias'), 'right'],
    [t('pdf.accuracy.coverage'), 'right'],
  ]);
  const rows = [
    ...scored.map((chart) => seriesRow(chart, context)),
    ...(launches ? [launchesRow(launches, context)] : []),
  ];
  return [
    heading,
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [92, '*', 40, 40, 32, 36, 34, 62],
        body: [head, ...rows],
      },
      layout: 'ruled',
    },
    { text: context.sentences(notes), style: 'note' },
  ];
}

/** Percent with one decimal, as the screen's table of scores has them. */
const percentOf = (percent: number, { formats }: PrintContext): string => `${formats.fixed(percent, 1)}%`;
const signedPercentOf = (percent: number, context: PrintContext): string =>
  `${percent >= 0.05 ? '+' : ''}${percentOf(percent, context)}`;

const right = (text: string): TableCell => ({ text, alignment: 'right' });

function seriesRow({ title, model, accuracy }: DemandChart, context: PrintContext): TableCell[] {
  const { t, formats } = context;
  const score = accuracy as NonNullable<typeof accuracy>;
  return [
    { text: title === '' ? t('pdf.demand.total') : breakable(localName(context.language, title), 13) },
    { text: modelWords(model, context), style: 'small' },
    right(percentOf(score.wape, context)),
    right(percentOf(score.naiveWape, context)),
    right(formats.fixed(score.mase, 2)),
    right(formats.fixed(score.naiveMase, 2)),
    right(signedPercentOf(score.bias, context)),
    right(`${formats.percent(score.coverage80 / 100)} / ${formats.percent(score.coverage95 / 100)}`),
  ];
}

function launchesRow(launches: LaunchAccuracy, context: PrintContext): TableCell[] {
  const { t, formats } = context;
  return [
    { text: t('pdf.accuracy.launches', { count: launches.launches }) },
    { text: t('pdf.accuracy.launchModel'), style: 'small' },
    right(percentOf(launches.wape, context)),
    right(Number.isNaN(launches.naiveWape) ? '–' : percentOf(launches.naiveWape, context)),
    right('–'),
    right('–'),
    right(signedPercentOf(launches.bias, context)),
    right(`${formats.percent(launches.coverage80 / 100)} / –`),
  ];
}

/** The method in a box (unless `isShort`), and what is needed to repeat it. */
export function methodSection(plan: PlanDocument, context: PrintContext, isShort: boolean): Content[] {
  const { t, formats } = context;
  const { method, data } = plan;
  const models = method.levelModels.map((model) => t(`pdf.method.levels.${model}` as 'pdf.method.levels.analogues'));
  const learnt = {
    launches: t('pdf.data.launches', counted(data.launchesLearntFrom, context)),
    method: models.join(t('pdf.method.levelJoin')),
  };
  const candidates = plan.launchAccuracy
    ? t('pdf.method.candidates', { ...learnt, error: formats.percent(plan.launchAccuracy.wape / 100, 1) })
    : t('pdf.method.candidatesNoError', learnt);
  const search = t('pdf.method.plan', {
    method: t(`pdf.method.methods.${method.planMethod}` as 'pdf.method.methods.pso'),
    generations: t('pdf.method.generations', counted(method.generations, context)),
    moves: t('pdf.method.moves', counted(method.moves, context)),
    scenarios: formats.count(method.scenarios),
  });
  const facts: [string, string][] = [
    [t('pdf.method.fingerprint'), data.fingerprint],
    [t('pdf.method.inputs'), method.inputHash],
    [t('pdf.method.seed'), String(method.seed)],
    [t('pdf.method.version'), t('pdf.method.versionValue', { version: method.version, format: method.problemFormat })],
  ];
  const box: Content[] = isShort
    ? []
    : [
        sectionHeading(t('pdf.section.method'), context, 'kept'),
        {
          table: {
            widths: ['*'],
            body: [
              [{ stack: [t('pdf.method.demand'), candidates, search].map((text) => ({ text, margin: [0, 0, 0, 5] })) }],
            ],
          },
          layout: 'box',
        },
      ];
  return [
    {
      unbreakable: true,
      stack: [
        ...box,
        { text: t('pdf.method.trace'), margin: [0, 10, 0, 4] },
        {
          table: {
            widths: [96, '*'],
            body: facts.map(([name, value]) => [
              { text: name, style: 'quiet' },
              { text: value, style: 'small' },
            ]),
          },
          layout: 'tight',
        },
        { text: t('pdf.method.privacy'), style: 'note' },
      ],
    },
  ];
}
