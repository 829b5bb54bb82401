import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { currentProject, projectClient } from '#state/project/pack-project.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { createLatestRuns } from '#state/runtime/latest-run.ts';
import { createPrintingClient } from '#workers/printing/client.ts';
import type { WriteProjectOutput } from '#workers/project/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { type ExportState, type ReportChoices, useReportStore } from './report-store.ts';
import { saveDownload } from './save-download.ts';

const printingClient = createPrintingClient();

/** As other readers of PDFs list the file that one carries. */
const attachmentNames = { name: 'plan.debut', description: 'Debut project: drop this PDF onto Debut to open it again' };

const exports = createLatestRuns();

/** What was chosen for the report, back and forth. */
export const reportHistory = createEditHistory(
  () => useReportStore.getState().choices,
  async (choices) => {
    putChoices(choices);
  },
);

export function changeReport(change: Partial<ReportChoices>): void {
  reportHistory.remember(Object.keys(change).join());
  putChoices(change);
}

function putChoices(change: Partial<ReportChoices>): void {
  useReportStore.setState(({ choices, pdf }) => ({
    choices: { ...choices, ...change },
    pdf: pdf.status === 'running' ? pdf : { status: 'idle' },
  }));
}

/**
 * Makes the PDF in a worker and hands it to the browser's download. Stops to ask when a name holds characters that no font
 * at hand can draw, unless `despiteMissing`. Fonts and worker are loaded at the first export, the whole font where a
 * document needs it.
 */
export async function exportPlanPdf(plan: PlanDocument, options: PrintOptions, despiteMissing = false): Promise<void> {
  const { signal, isLatest } = exports.begin();
  const show = (pdf: ExportState): void => {
    if (isLatest()) useReportStore.setState({ pdf });
  };
  const fail = (reason: string): void =>
    show({ status: 'failed', issue: { code: 'pdf-failed', severity: 'error', params: { reason } } });
  try {
    const project = await packedProject(signal, show);
    if (project.kind === 'cancelled') return show({ status: 'idle' });
    if (project.kind === 'refused') {
      const issue = { code: project.code, severity: 'error' as const, params: project.params };
      return show({ status: 'failed', issue });
    }
    if (project.kind !== 'done') return fail(project.message);
    const attachment = project.output && { ...attachmentNames, bytes: project.output.bytes };
    show({ status: 'running', stage: 'fonts', share: null });
    const { loadPrintFonts, loadWholeFont } = await import('#export/load-print-fonts.ts');
    const fonts = await loadPrintFonts(signal);
    const print = (wholeFont: Uint8Array | null) => {
      show({ status: 'running', stage: 'layout', share: null });
      return printingClient.run(
        'printPlan',
        { plan, options, fonts, wholeFont, despiteMissing, attachment },
        {
          signal,
          onProgress: ({ done }) => {
            if (done > 0) show({ status: 'running', stage: 'writing', share: done });
          },
        },
      );
    };
    let result = await print(null);
    if (result.kind === 'done' && result.output.kind === 'needs-whole-font') {
      show({ status: 'running', stage: 'fonts', share: null });
      result = await print(await loadWholeFont(signal));
    }
    if (!isLatest() || signal.aborted || result.kind === 'cancelled') return show({ status: 'idle' });
    if (result.kind !== 'done') return fail(result.kind === 'crashed' ? result.message : result.code);
    const { output } = result;
    if (output.kind === 'missing') return show({ status: 'missing', characters: output.characters });
    if (output.kind !== 'printed') return fail(output.kind);
    saveDownload(output.name, output.bytes as Uint8Array<ArrayBuffer>, 'application/pdf');
    show({ status: 'saved', name: output.name, size: output.bytes.length });
  } catch (error) {
    if (signal.aborted) return show({ status: 'idle' });
    fail(error instanceof Error ? error.message : String(error));
  }
}

/** The project for the PDF, where the user wants it in; `output` null: not wanted. */
async function packedProject(
  signal: AbortSignal,
  show: (pdf: ExportState) => void,
): Promise<JobResult<WriteProjectOutput | null>> {
  const { carriesProject, carriesRows } = useReportStore.getState().choices;
  if (!carriesProject) return { kind: 'done', output: null };
  show({ status: 'running', stage: 'project', share: null });
  return projectClient.run('writeProject', currentProject({ withRows: carriesRows, withNetworks: false }), { signal });
}

export function cancelExport(): void {
  exports.cancel();
  if (useReportStore.getState().pdf.status === 'running') useReportStore.setState({ pdf: { status: 'idle' } });
}
