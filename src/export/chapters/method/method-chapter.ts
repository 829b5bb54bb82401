import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { counted } from '#export/report-words.ts';

/** The method in a box, and what is needed to repeat the plan, which stands in every document. */
export const methodChapter = defineChapter<PlanDocument>({
  id: 'method',
  title: ({ t }) => t('pdf.section.method'),
  contents: (_plan, { t }) => t('step.contains.method'),
  isOptional: true,
  isWhole: true,
  section: (plan, context) => [methodBox(plan, context), ...trace(plan, context)],
  remainder: { section: trace, contents: ({ t }) => t('step.contains.trace') },
});

function methodBox(plan: PlanDocument, context: PrintContext): Content {
  const { t, formats } = context;
  const { method, data } = plan;
  const models = method.levelModels.map((model) => t(`pdf.method.levels.${model}`));
  const learnt = {
    launches: t('pdf.data.launches', counted(data.launchesLearntFrom, context)),
    method: formats.parts(models),
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
  return {
    table: {
      widths: ['*'],
      body: [[{ stack: [t('pdf.method.demand'), candidates, search].map((text) => ({ text, margin: [0, 0, 0, 5] })) }]],
    },
    layout: 'box',
  };
}

function trace({ method, data }: PlanDocument, { t }: PrintContext): Content[] {
  const facts: [string, string][] = [
    [t('pdf.method.fingerprint'), data.fingerprint],
    [t('pdf.method.inputs'), method.inputHash],
    [t('pdf.method.seed'), String(method.seed)],
    ...(method.elsewhere
      ? [[t('pdf.method.elsewhere'), t('pdf.method.elsewhereValue', method.elsewhere)] as [string, string]]
      : []),
    [t('pdf.method.version'), t('pdf.method.versionValue', { version: method.version, format: method.problemFormat })],
  ];
  return [
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
  ];
}
