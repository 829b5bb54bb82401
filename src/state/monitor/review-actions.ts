import { type ReviewDocument, toReviewedPlan } from '#export/review-document.ts';
import type { ReviewOptions } from '#export/review-pdf.ts';
import type { ExportState } from '#state/report/report-store.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { appVersion } from '#state/runtime/app-version.ts';
import { createPrintingClient } from '#workers/printing/client.ts';
import { trackingComputation } from './monitor-actions.ts';
import { currentCommitment, useMonitorStore } from './monitor-store.ts';
import { useReviewStore } from './review-store.ts';

const printingClient = createPrintingClient();

const show = (pdf: ExportState): void => useReviewStore.setState({ pdf });
const fail = (reason: string): void =>
  show({ status: 'failed', issue: { code: 'pdf-failed', severity: 'error', params: { reason } } });

/** The version on screen as a review; null before it was held against later sales. */
function currentReview(): ReviewDocument | null {
  const state = useMonitorStore.getState();
  const version = currentCommitment(state);
  if (!version || state.job.status !== 'ready' || state.job.result.versionId !== version.plan.id) return null;
  const { tracking, lessons } = state.job.result;
  // A re-plan of what was known before would contradict the rest of the review.
  const replan =
    state.replan.status === 'ready' && state.replan.inputHash === trackingComputation.hash()
      ? state.replan.result
      : null;
  return {
    madeOn: Math.floor(Date.now() / 86_400_000),
    version: appVersion,
    plan: toReviewedPlan(version.plan),
    tracking,
    lessons,
    replan,
  };
}

/**
 * Makes the PDF of the review in a worker and hands it to the browser's download. Stops to ask when a name holds characters
 * that no font at hand can draw, unless `despiteMissing`.
 */
export async function exportReviewPdf(options: ReviewOptions, despiteMissing = false): Promise<void> {
  const review = currentReview();
  if (!review || useReviewStore.getState().pdf.status === 'running') return;
  const abort = new AbortController();
  show({ status: 'running', stage: 'fonts', share: null });
  try {
    const { loadPrintFonts, loadWholeFont } = await import('#export/load-print-fonts.ts');
    const fonts = await loadPrintFonts(abort.signal);
    const print = (wholeFont: Uint8Array | null) => {
      show({ status: 'running', stage: 'layout', share: null });
      return printingClient.run('printReview', { review, options, fonts, wholeFont, despiteMissing }, {});
    };
    let result = await print(null);
    if (result.kind === 'done' && result.output.kind === 'needs-whole-font')
      result = await print(await loadWholeFont(abort.signal));
    if (result.kind === 'cancelled') return show({ status: 'idle' });
    if (result.kind !== 'done') return fail(result.kind === 'crashed' ? result.message : result.code);
    const { output } = result;
    if (output.kind === 'missing') return show({ status: 'missing', characters: output.characters });
    if (output.kind !== 'printed') return fail(output.kind);
    saveDownload(output.name, output.bytes as Uint8Array<ArrayBuffer>, 'application/pdf');
    show({ status: 'saved', name: output.name, size: output.bytes.length });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}
