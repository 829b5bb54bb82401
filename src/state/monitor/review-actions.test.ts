import { beforeEach, expect, it, vi } from 'vitest';
import { learnLessons } from '#engine/monitor/learn-lessons.ts';
import { simulatedBasis, simulatedInstance, simulatedPlan } from '#engine/monitor/testing/simulated-plan.ts';
import { trackPlan } from '#engine/monitor/track-plan.ts';
import { createRandom } from '#engine/random.ts';
import { freshCommitment, noMonitoring, useMonitorStore } from './monitor-store.ts';
import { exportReviewPdf } from './review-actions.ts';
import { useReviewStore } from './review-store.ts';

const run = vi.hoisted(() => vi.fn());
const saved = vi.hoisted(() => vi.fn());
vi.mock('#workers/printing/client.ts', () => ({ createPrintingClient: () => ({ run }) }));
vi.mock('#export/load-print-fonts.ts', () => ({
  loadPrintFonts: async () => ({ regular: new Uint8Array(1), bold: new Uint8Array(1) }),
  loadWholeFont: async () => new Uint8Array(2),
}));
vi.mock('#state/report/save-download.ts', () => ({ saveDownload: saved }));

const options = { languages: ['zh', 'en'], paper: 'A4' } as const;
const products = ['A', 'B'].map((id) => ({ id, category: 0, peak: 60, stock: 400, week: 0, spread: 0.4 }));
const instance = simulatedInstance(products, 8, 1, { demand: [products.map(() => 1)] });
const plan = simulatedPlan(products, instance, [0, 1], simulatedBasis(createRandom(4), 40));
const actuals = { start: plan.startDay, weeks: 1, weekStart: 0, series: [], missingWeeks: [] };
const { report } = trackPlan(plan, actuals, [], []);
const result = { versionId: plan.id, tracking: report, lessons: learnLessons(plan, report) };

beforeEach(() => {
  run.mockReset();
  saved.mockReset();
  useReviewStore.setState({ pdf: { status: 'idle' } });
  useMonitorStore.setState({
    ...noMonitoring,
    versions: [freshCommitment(plan)],
    job: { status: 'ready', inputHash: 'x', result: result as never },
  });
});

const printed = { kind: 'done', output: { kind: 'printed', name: '复盘.pdf', bytes: new Uint8Array(7) } };

it('prints the version on screen as it was held against what is known, and asks for the whole font where it is needed', async () => {
  // A re-plan of what was known before is no part of it.
  useMonitorStore.setState({ replan: { status: 'ready', inputHash: 'earlier', result: {} as never } });
  run.mockResolvedValueOnce({ kind: 'done', output: { kind: 'needs-whole-font' } }).mockResolvedValueOnce(printed);
  await exportReviewPdf(options);
  expect(run.mock.calls.map(([job, { wholeFont }]) => [job, wholeFont?.length ?? 0])).toEqual([
    ['printReview', 0],
    ['printReview', 2],
  ]);
  const { review } = run.mock.calls[0][1];
  expect(review).toMatchObject({ tracking: report, lessons: result.lessons, replan: null });
  expect(review.plan.candidates.map(({ id }: { id: string }) => id)).toEqual(['A', 'B']);
  expect(JSON.stringify(review.plan)).not.toContain('scenarios');
  expect(saved).toHaveBeenCalledWith('复盘.pdf', expect.any(Uint8Array), 'application/pdf');
  expect(useReviewStore.getState().pdf).toEqual({ status: 'saved', name: '复盘.pdf', size: 7 });
});

it('says what no font can draw, why there is no file, and prints nothing that was not tracked', async () => {
  run.mockResolvedValueOnce({ kind: 'done', output: { kind: 'missing', characters: ['ก'] } });
  await exportReviewPdf(options);
  expect(useReviewStore.getState().pdf).toEqual({ status: 'missing', characters: ['ก'] });
  run.mockResolvedValueOnce({ kind: 'crashed', message: 'gone' });
  await exportReviewPdf(options, true);
  expect(useReviewStore.getState().pdf).toMatchObject({ status: 'failed', issue: { params: { reason: 'gone' } } });
  useMonitorStore.setState({ job: { status: 'idle' } });
  run.mockReset();
  await exportReviewPdf(options);
  expect(run).not.toHaveBeenCalled();
});
