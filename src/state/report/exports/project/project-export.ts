import { useDatasetStore } from '#state/data/dataset-store.ts';
import { saveProjectFile } from '#state/project/project-file-actions.ts';
import { defineExport } from '#state/report/exports/define-export.ts';

/** The whole project as one file. How it fares is said at the top of the page, as when it is opened. */
export const projectExport = defineExport({
  id: 'project',
  name: (t) => t('files.panel.project'),
  contents: (t) => t('files.panel.projectText'),
  mayCarryRows: true,
  files: [
    {
      action: (t) => t('files.panel.projectAction'),
      make: async ({ fileBase, choices }) => {
        await saveProjectFile(fileBase, choices.carriesRows && useDatasetStore.getState().sources.length > 0);
        return null;
      },
    },
  ],
});
