import type { Content, ContentText, TableCell } from 'pdfmake/interfaces';
import type { NotSelectedProduct, PlanDocument } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';
import { localName } from '#i18n/local-name.ts';
import { breakable } from './breakable.ts';
import { ruleWords } from './launches.ts';
import { sectionHeading } from './section-heading.ts';

const small = (text: string): ContentText => ({ text: breakable(text, 28), style: 'small' });

/** What stays out, and why. */
export function notSelectedSection(plan: PlanDocument, context: PrintContext): Content[] {
  const { t, money } = context;
  if (plan.notSelected.length === 0) return [];
  const head: TableCell[] = [
    { text: t('pdf.notSelected.product'), style: 'head' },
    { text: t('pdf.notSelected.bestWeek'), style: 'head' },
    { text: t('pdf.notSelected.gain'), style: 'head', alignment: 'right' },
    { text: t('pdf.notSelected.why'), style: 'head' },
  ];
  const rows = plan.notSelected.map((product): TableCell[] => {
    const [name, second] = namesFor(product, context.language);
    return [
      {
        stack: [
          { text: breakable(name, 20), bold: true },
          small(
            [second, product.id, localName(context.language, product.category)]
              .filter(Boolean)
              .join(t('pdf.separator')),
          ),
        ],
      },
      { text: product.bestWeek === null ? '–' : context.week(product.bestWeek) },
      { text: money(product.gain), alignment: 'right' },
      { text: notSelectedReason(product, context), style: 'reason' },
    ];
  });
  return [
    sectionHeading(t('pdf.section.notSelected'), context, 'portrait'),
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: ['*', 88, 64, 168],
        body: [head, ...rows],
      },
      layout: 'ruled',
    },
  ];
}

function notSelectedReason(product: NotSelectedProduct, context: PrintContext): string {
  const rules = product.rules.map((rule) => ruleWords(rule, context));
  return context.t(`pdf.notSelected.${product.reason}`, { rule: rules.join(context.t('pdf.notSelected.and')) });
}
