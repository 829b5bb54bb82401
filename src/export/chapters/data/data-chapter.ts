import type { Content, TableCell } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { breakable, ruledTable, subheading } from '#export/page-blocks.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { counted } from '#export/report-words.ts';

/** The files, how many of their rows were used, and every unit and penny from there to the weekly figures. */
export const dataChapter = defineChapter<PlanDocument>({
  id: 'data',
  title: ({ t }) => t('pdf.section.data'),
  contents: (_plan, { t }) => t('step.contains.data'),
  isOptional: true,
  section: (plan, context) => {
    const { t } = context;
    const { data } = plan;
    const summary = t('pdf.data.summary', {
      products: t('pdf.data.products', counted(data.products, context)),
      categories: t('pdf.data.categories', counted(data.categories, context)),
      weeks: t(data.monthly ? 'pdf.data.months' : 'pdf.data.weeks', counted(data.weeks, context)),
      launches: t('pdf.data.launches', counted(data.launchesLearntFrom, context)),
    });
    return [
      { text: summary, margin: [0, 0, 0, 8] },
      filesTable(plan, context),
      ...(data.reconciliation.length > 0 ? reconciliation(plan, context) : []),
    ];
  },
});

function filesTable({ data }: PlanDocument, { t, formats }: PrintContext): Content {
  return ruledTable({
    heads: (['file', 'kind', 'rows', 'period'] as const).map((head) => t(`pdf.data.${head}`)),
    rows: data.files.map(({ name, kind, rowsAccepted, rows, firstDay, lastDay }) => [
      { text: breakable(name, 20) },
      t(`data:kinds.${kind as 'sales'}`),
      t('pdf.data.rowsValue', { accepted: formats.count(rowsAccepted), rows: formats.count(rows) }),
      firstDay === null || lastDay === null ? '–' : `${formats.date(firstDay)} – ${formats.date(lastDay)}`,
    ]),
    widths: ['*', 'auto', 'auto', 'auto'],
    columns: 'llrl',
  });
}

/** From the rows to the weeks, in the words and figures of the screen that shows the data. */
function reconciliation({ data }: PlanDocument, { t, formats, currency }: PrintContext): Content[] {
  const rows = data.reconciliation.map((line): TableCell[] => {
    const id = line.id === 'panel' && data.monthly ? 'panelMonth' : line.id;
    const cell = (value: number | null, words: (value: number) => string): TableCell => ({
      ...{ text: value === null ? '' : words(value), noWrap: true, bold: line.isTotal },
    });
    const countedWords = (count: number): string =>
      t(`data:counted.${line.countOf}` as 'data:counted.rows', {
        count: Math.abs(count),
        number: formats.count(count),
      });
    return [
      { text: t(`data:reconciliation.${id}` as 'data:reconciliation.panel'), bold: line.isTotal },
      cell(line.count, countedWords),
      cell(line.units, formats.count),
      cell(line.revenue, (revenue) => formats.price(revenue, currency)),
      cell(line.products, formats.count),
    ];
  });
  const heads = (['step', 'count', 'units', 'revenue'] as const).map((head) => t(`data:reconciliation.${head}`));
  return [
    subheading(t('data:reconciliation.title'), [0, 14, 0, 2]),
    { text: t('pdf.data.reconciliation'), style: 'small', margin: [0, 0, 0, 4] },
    ruledTable({
      heads: [...heads, t('data:files.products')],
      ...{ rows, widths: ['*', 'auto', 'auto', 'auto', 'auto'], columns: 'lrrrr' },
    }),
  ];
}
