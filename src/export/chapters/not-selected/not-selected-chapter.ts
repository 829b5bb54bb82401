import type { TableCell } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { breakable, ruledTable, smallText } from '#export/page-blocks.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor, notSelectedReason } from '#export/report-words.ts';
import { localName } from '#i18n/local-name.ts';

/** What is not selected, and why. */
export const notSelectedChapter = defineChapter<PlanDocument>({
  id: 'notSelected',
  title: ({ t }) => t('pdf.section.notSelected'),
  contents: ({ notSelected }, { t }) => t('step.contains.notSelected', { count: notSelected.length }),
  isOptional: true,
  isThere: ({ notSelected }) => notSelected.length > 0,
  section: ({ notSelected }, context) => [
    ruledTable({
      heads: (['product', 'bestWeek', 'gain', 'why'] as const).map((head) => context.t(`pdf.notSelected.${head}`)),
      rows: notSelected.map((product) => rowOf(product, context)),
      widths: ['*', 96, 72, '*'],
      columns: 'llrl',
    }),
  ],
});

function rowOf(product: PlanDocument['notSelected'][number], context: PrintContext): (string | TableCell)[] {
  const { t, language } = context;
  const [name, second] = namesFor(product, language);
  const notes = [second, product.id, localName(language, product.category)].filter(Boolean).join(t('pdf.separator'));
  return [
    { stack: [{ text: breakable(name, 20), bold: true }, smallText(notes, 28)] },
    product.bestWeek === null ? '–' : context.week(product.bestWeek),
    context.money(product.gain),
    { text: notSelectedReason(product, context), style: 'reason' },
  ];
}
