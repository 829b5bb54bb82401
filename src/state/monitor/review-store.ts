import { create } from 'zustand';
import type { ExportState } from '#state/report/export-job.ts';

/** How the export of the review stands; not persisted. */
export const useReviewStore = create<{ readonly pdf: ExportState }>(() => ({ pdf: { status: 'idle' } }));
