import { currentProject, projectClient } from '#state/project/pack-project.ts';
import { outputOf } from '#state/report/export-job.ts';
import { defineExport } from '#state/report/exports/define-export.ts';
import { printPdf } from '#state/report/print-pdf.ts';
import { printOptionsOf } from '#state/report/report-store.ts';

/** As other readers of PDFs list the file that one carries. */
const attachmentNames = { name: 'plan.debut', description: 'Debut project: drop this PDF onto Debut to open it again' };

/** The report on paper; with the project in it where the user wants it to open again. */
export const pdfExport = defineExport({
  id: 'pdf',
  name: (t) => t('step.document.title'),
  files: [
    {
      action: (t) => t('step.document.export'),
      make: async ({ plan, language, choices, despiteMissing }, job) => {
        let attachment = null;
        if (choices.carriesProject) {
          job.show('project');
          const project = currentProject({ withRows: choices.carriesRows, withNetworks: false });
          const { bytes } = outputOf(await projectClient.run('writeProject', project, { signal: job.signal }));
          attachment = { ...attachmentNames, bytes };
        }
        const input = { plan, options: printOptionsOf(choices, language), despiteMissing, attachment };
        return printPdf({ kind: 'printPlan', input }, job);
      },
    },
  ],
});
