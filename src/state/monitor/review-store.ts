import { create } from 'zustand';
import type { ExportState } from '#state/report/report-store.ts';

/** How the export of the review stands; not kept. */
export const useReviewStore = create<{ readonly pdf: ExportState }>(() => ({ pdf: { status: 'idle' } }));
