import { defineExport } from '#state/report/exports/define-export.ts';

/** The launches as a table, one a line. */
export const tableExport = defineExport({
  id: 'table',
  name: (t) => t('files.panel.table'),
  contents: (t) => t('files.panel.tableText'),
  isPossible: ({ launches }) => launches.length > 0,
  files: [
    {
      action: (t) => t('files.panel.tableAction'),
      make: async ({ plan, language, fileBase }) => {
        const [{ planTable }, { toCsv }] = await Promise.all([
          import('#export/launch-fields.ts'),
          import('#ui/charts/save-chart.ts'),
        ]);
        // The mark at its start tells Excel that it is UTF-8.
        const content = new TextEncoder().encode(`\ufeff${toCsv(planTable(plan, language))}`);
        return { name: `${fileBase}.csv`, content, type: 'text/csv' };
      },
    },
  ],
});
