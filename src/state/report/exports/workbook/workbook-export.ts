import { outputOf } from '#state/report/export-job.ts';
import { defineExport } from '#state/report/exports/define-export.ts';
import { printingClient } from '#state/report/print-pdf.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The plan as an XLSX workbook with live totals. */
export const workbookExport = defineExport({
  id: 'workbook',
  name: (t) => t('files.panel.workbook'),
  contents: (t) => t('files.panel.workbookText'),
  files: [
    {
      action: (t) => t('files.panel.workbookAction'),
      make: async ({ plan, language, fileBase }, { signal }) => ({
        name: `${fileBase}.xlsx`,
        content: outputOf(await printingClient.run('writeWorkbook', { plan, language, content: 'plan' }, { signal }))
          .bytes,
        type: workbookType,
      }),
    },
  ],
});
