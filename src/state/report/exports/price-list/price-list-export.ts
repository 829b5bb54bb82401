import { outputOf } from '#state/report/export-job.ts';
import { defineExport } from '#state/report/exports/define-export.ts';
import { csvFile } from '#state/report/exports/table/table-export.ts';
import { workbookType } from '#state/report/exports/workbook/workbook-export.ts';
import { printingClient } from '#state/report/print-pdf.ts';

/** What each launch costs from which day on. */
export const priceListExport = defineExport({
  id: 'price-list',
  name: (t) => t('files.panel.priceList'),
  contents: (t) => t('files.panel.priceListText'),
  isPossible: ({ launches }) => launches.length > 0,
  files: [
    {
      action: (t) => t('files.panel.priceListAction'),
      make: async ({ plan, language, fileBase }) => {
        const { priceList } = await import('#export/launch-fields.ts');
        return csvFile(`${fileBase}-prices.csv`, priceList(plan, language));
      },
    },
    {
      action: (t) => t('files.panel.priceListWorkbook'),
      make: async ({ plan, language, fileBase }, { signal }) => ({
        name: `${fileBase}-prices.xlsx`,
        content: outputOf(await printingClient.run('writeWorkbook', { plan, language, content: 'prices' }, { signal }))
          .bytes,
        type: workbookType,
      }),
    },
  ],
});
