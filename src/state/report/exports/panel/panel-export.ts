import { currentDataset } from '#state/data/dataset-store.ts';
import { outputOf } from '#state/report/export-job.ts';
import { defineExport } from '#state/report/exports/define-export.ts';
import { ingestClient } from '#workers/ingest/client.ts';

/** The weekly panel that everything is made of, for other programs. */
export const panelExport = defineExport({
  id: 'panel',
  name: (t) => t('files.panel.sales'),
  contents: (t) => t('files.panel.salesText'),
  files: [
    {
      action: (t) => t('files.panel.salesAction'),
      make: async ({ fileBase }, { signal }) => {
        const panel = currentDataset()?.panel;
        if (!panel) return null;
        const content = outputOf(await ingestClient.run('exportPanel', panel, { signal }));
        return { name: `${fileBase}.parquet`, content, type: 'application/vnd.apache.parquet' };
      },
    },
  ],
});
