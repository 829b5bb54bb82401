import { create } from 'zustand';
import type { StoredProject } from '#storage/database.ts';

/** A project as the person sees it: a name for one set of data, forecasts and plan. */
export type Project = StoredProject;

/**
 * Who may save this project: this tab (`own`); another tab has it open (`elsewhere`), or has taken it over since
 * (`taken`), or has removed it (`gone`); all that was stored has been deleted in the browser (`cleared`); or the page was
 * opened without what is stored (`apart`). Then nothing is saved here.
 */
export type ProjectHold = 'own' | 'elsewhere' | 'taken' | 'gone' | 'cleared' | 'apart';

export interface ProjectState {
  readonly current: Project;
  /** All projects, the one opened last first. */
  readonly projects: readonly Project[];
  readonly hold: ProjectHold;
}

export const firstProject: Project = { id: '', name: '', openedAt: 0 };

export const useProjectStore = create<ProjectState>(() => ({
  current: firstProject,
  projects: [firstProject],
  hold: 'own',
}));
