import { create } from 'zustand';
import type { Issue } from '#engine/issue.ts';

/** Saving or opening a project file, as it stands. */
export type ProjectFileState =
  | { readonly status: 'idle' }
  | { readonly status: 'saving' | 'opening'; readonly name: string; readonly share: number | null }
  | { readonly status: 'saved'; readonly name: string; readonly size: number }
  /** It has become a project of its own; `kept` is the name of the one that it was opened over, null where that was empty. */
  | { readonly status: 'opened'; readonly name: string; readonly kept: string | null }
  /** The project that was there is untouched. */
  | { readonly status: 'failed'; readonly of: 'saving' | 'opening'; readonly name: string; readonly issue: Issue };

export interface ProjectFileStore {
  readonly file: ProjectFileState;
}

export const useProjectFileStore = create<ProjectFileStore>(() => ({ file: { status: 'idle' } }));

export function showProjectFile(file: ProjectFileState): void {
  useProjectFileStore.setState({ file });
}
