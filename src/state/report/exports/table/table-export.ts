import type { ExportedFile } from '#state/report/export-job.ts';
import { defineExport } from '#state/report/exports/define-export.ts';

/** The launches as a table, one a line, and the promotions ahead with who takes part. */
export const tableExport = defineExport({
  id: 'table',
  name: (t) => t('files.panel.table'),
  contents: (t) => t('files.panel.tableText'),
  isPossible: ({ launches }) => launches.length > 0,
  files: [
    {
      action: (t) => t('files.panel.tableAction'),
      make: async ({ plan, language, fileBase }) => {
        const { planTable } = await import('#export/launch-fields.ts');
        return csvFile(`${fileBase}.csv`, planTable(plan, language));
      },
    },
    {
      action: (t) => t('files.panel.promotionsAction'),
      make: async ({ plan, language, fileBase }) => {
        const { promotionTable } = await import('#export/launch-fields.ts');
        return csvFile(`${fileBase}-promotions.csv`, promotionTable(plan, language));
      },
    },
  ],
});

/** The mark at its start tells Excel that it is UTF-8. */
export async function csvFile(name: string, rows: readonly (readonly (string | number)[])[]): Promise<ExportedFile> {
  const { toCsv } = await import('#ui/charts/save-chart.ts');
  return { name, content: new TextEncoder().encode(`\ufeff${toCsv(rows)}`), type: 'text/csv' };
}
