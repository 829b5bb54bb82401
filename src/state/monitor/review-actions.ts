import { type ReviewDocument, toReviewedPlan } from '#export/review-document.ts';
import type { ReviewOptions } from '#export/review-pdf.ts';
import { createExporter } from '#state/report/export-job.ts';
import { printPdf } from '#state/report/print-pdf.ts';
import { appVersion } from '#state/runtime/app-version.ts';
import { trackingComputation } from './monitor-actions.ts';
import { currentCommitment, useMonitorStore } from './monitor-store.ts';
import { useReviewStore } from './review-store.ts';

const exporter = createExporter((pdf) => useReviewStore.setState({ pdf }));

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
  await exporter.run((job) => printPdf({ kind: 'printReview', input: { review, options, despiteMissing } }, job));
}
