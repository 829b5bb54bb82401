import type { Content, TableCell } from 'pdfmake/interfaces';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { modelWords } from '#export/report-words.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';
import { localName } from '#i18n/local-name.ts';

const headOf = (texts: readonly (readonly [string, 'left' | 'right'])[]): TableCell[] =>
  texts.map(([text, alignment]) => ({ text, style: 'head', alignment }));

/** The files, and how many of their rows were used. On a page of its own unless the risk charts leave room before it. */
export function dataSection(plan: PlanDocument, context: PrintContext): Content[] {
  const hasRisk = plan.scenarioProfits.length > 0 && plan.asked.hasCosts;
  const startsPage = plan.demand.length > 0 || !hasRisk;
  const { t, formats } = context;
  const { data } = plan;
  const rows = data.files.map((file): TableCell[] => [
    { text: file.name },
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
  const summary = t('pdf.data.summary', {
    products: formats.count(data.products),
    categories: formats.count(data.categories),
    weeks: formats.count(data.weeks),
    launches: formats.count(data.launchesLearntFrom),
  });
  return [
    sectionHeading(t('pdf.section.data'), context, startsPage ? 'portrait' : undefined),
    { text: summary, margin: [0, 0, 0, 8] },
    {
      table: { headerRows: 1, dontBreakRows: true, widths: ['*', 'auto', 'auto', 'auto'], body: [head, ...rows] },
      layout: 'ruled',
    },
  ];
}

/** The backtest behind each category's forecast. */
export function accuracySection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t, formats } = context;
  const scored = plan.demand.filter((chart) => chart.accuracy !== null);
  if (scored.length === 0) return [];
  const share = (percent: number): string => formats.percent(percent / 100);
  const signed = (percent: number): string => `${percent > 0 ? '+' : ''}${share(percent)}`;
  const rows = scored.map(({ title, model, accuracy }): TableCell[] => {
    const score = accuracy as NonNullable<typeof accuracy>;
    const right = (text: string): TableCell => ({ text, alignment: 'right' });
    return [
      { text: localName(context.language, title) },
      { text: modelWords(model, context), style: 'small' },
      right(share(score.wape)),
      right(formats.decimal(score.mase)),
      right(signed(score.bias)),
      right(`${share(score.coverage80)} / ${share(score.coverage95)}`),
      right(signed(-score.valueAdded)),
    ];
  });
  const head = headOf([
    [t('pdf.accuracy.category'), 'left'],
    [t('pdf.accuracy.model'), 'left'],
    [t('pdf.accuracy.wape'), 'right'],
    [t('pdf.accuracy.mase'), 'right'],
    [t('pdf.accuracy.bias'), 'right'],
    [t('pdf.accuracy.coverage'), 'right'],
    [t('pdf.accuracy.valueAdded'), 'right'],
  ]);
  const origins = Math.max(...scored.map((chart) => chart.accuracy?.origins ?? 0));
  return [
    sectionHeading(t('pdf.section.accuracy'), context),
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: ['auto', '*', 'auto', 'auto', 'auto', 'auto', 'auto'],
        body: [head, ...rows],
      },
      layout: 'ruled',
    },
    { text: t('pdf.accuracy.note', { origins }), style: 'note' },
  ];
}

/** The method in a box (unless `isShort`), and what is needed to repeat it. */
export function methodSection(plan: PlanDocument, context: PrintContext, isShort: boolean): Content[] {
  const { t, formats } = context;
  const { method, data } = plan;
  const models = method.levelModels.map((model) => t(`pdf.method.levels.${model}` as 'pdf.method.levels.analogues'));
  const learnt = {
    launches: formats.count(data.launchesLearntFrom),
    method: models.join(t('pdf.method.levelJoin')),
  };
  const candidates = Number.isNaN(method.levelError)
    ? t('pdf.method.candidatesNoError', learnt)
    : t('pdf.method.candidates', { ...learnt, error: formats.percent(method.levelError / 100) });
  const search = t('pdf.method.plan', {
    method: t(`pdf.method.methods.${method.planMethod}` as 'pdf.method.methods.ga'),
    generations: formats.count(method.generations),
    moves: formats.count(method.moves),
    scenarios: formats.count(method.scenarios),
  });
  const facts: [string, string][] = [
    [t('pdf.method.fingerprint'), data.fingerprint],
    [t('pdf.method.seed'), String(method.seed)],
    [t('pdf.method.version'), `Debut ${method.version}`],
  ];
  const box: Content[] = isShort
    ? []
    : [
        sectionHeading(t('pdf.section.method'), context),
        {
          table: {
            widths: ['*'],
            body: [
              [{ stack: [t('pdf.method.demand'), candidates, search].map((text) => ({ text, margin: [0, 0, 0, 5] })) }],
            ],
          },
          layout: 'box',
          unbreakable: true,
        },
      ];
  return [
    ...box,
    {
      unbreakable: true,
      stack: [
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
