import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintOptions } from '#export/plan-pdf.ts';
import { type ExportState, type ReportChoices, useReportStore } from '#state/report-store.ts';
import { saveDownload } from '#state/save-download.ts';
import { createPrintingClient } from '#workers/printing/client.ts';

const printingClient = createPrintingClient();

let running: AbortController | null = null;

export function changeReport(change: Partial<ReportChoices>): void {
  useReportStore.setState(({ choices, pdf }) => ({
    choices: { ...choices, ...change },
    pdf: pdf.status === 'running' ? pdf : { status: 'idle' },
  }));
}

/**
 * Makes the PDF and hands it to the browser's download. Stops to ask when a name holds characters that no font at hand
 * can draw, unless `despiteMissing`. What it needs (fonts, layout, worker) is loaded at the first export.
 */
export async function exportPlanPdf(plan: PlanDocument, options: PrintOptions, despiteMissing = false): Promise<void> {
  running?.abort();
  const abort = new AbortController();
  running = abort;
  const isCurrent = (): boolean => running === abort;
  const show = (pdf: ExportState): void => {
    if (isCurrent()) useReportStore.setState({ pdf });
  };
  try {
    show({ status: 'running', stage: 'fonts', share: null });
    const [{ planPdf, planFileName }, { fontsFor }] = await Promise.all([
      import('#export/plan-pdf.ts'),
      import('#export/load-print-fonts.ts'),
    ]);
    const printable = planPdf(plan, options);
    const { fonts, missing } = await fontsFor(printable.definition, options.language, abort.signal);
    if (missing.length > 0 && !despiteMissing) return show({ status: 'missing', characters: missing });
    show({ status: 'running', stage: 'layout', share: null });
    const result = await printingClient.run(
      'renderPdf',
      { ...printable, fonts },
      {
        signal: abort.signal,
        onProgress: ({ done }) => {
          if (done > 0) show({ status: 'running', stage: 'writing', share: done });
        },
      },
    );
    if (!isCurrent()) return;
    if (result.kind === 'cancelled') return show({ status: 'idle' });
    if (result.kind !== 'done') {
      const reason = result.kind === 'crashed' ? result.message : result.code;
      return show({ status: 'failed', issue: { code: 'pdf-failed', severity: 'error', params: { reason } } });
    }
    const { bytes } = result.output;
    const name = planFileName(plan, options);
    saveDownload(name, bytes as Uint8Array<ArrayBuffer>, 'application/pdf');
    show({ status: 'saved', name, size: bytes.length });
  } catch (error) {
    if (abort.signal.aborted) return show({ status: 'idle' });
    const reason = error instanceof Error ? error.message : String(error);
    show({ status: 'failed', issue: { code: 'pdf-failed', severity: 'error', params: { reason } } });
  } finally {
    if (isCurrent()) running = null;
  }
}

export function cancelExport(): void {
  running?.abort();
  if (useReportStore.getState().pdf.status === 'running') useReportStore.setState({ pdf: { status: 'idle' } });
}
