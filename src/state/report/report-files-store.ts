import { create } from 'zustand';

/** A file beside the PDF, on its way out. */
export type ReportFileState =
  | { readonly status: 'idle' | 'running' }
  | { readonly status: 'failed'; readonly reason: string };

export const useReportFilesStore = create<{ readonly file: ReportFileState }>(() => ({ file: { status: 'idle' } }));

export function showReportFile(file: ReportFileState): void {
  useReportFilesStore.setState({ file });
}
