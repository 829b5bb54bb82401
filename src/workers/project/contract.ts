import type { BlobLike } from '#ingest/import-report.ts';
import type { JobHandler } from '#workers/job-control.ts';

/** The facts of one slice. */
export interface ProjectPart {
  readonly key: string;
  /** Absent: the present one. */
  readonly version?: number;
  /** Structured-cloneable: plain objects, arrays, typed arrays, maps, primitives. */
  readonly value: unknown;
}

/** A file that the project was made from, as it was dropped. */
export interface ProjectRows<Bytes> {
  readonly name: string;
  readonly id: string;
  readonly bytes: Bytes;
}

/** What a project file holds. */
export interface ProjectContents<Bytes> {
  /** As the person named it; '' = not named. */
  readonly name: string;
  /** Milliseconds of the clock. */
  readonly savedAt: number;
  /** Version of the Debut that wrote it. */
  readonly app: string;
  readonly parts: readonly ProjectPart[];
  /** The raw files, where the person wanted them in; else empty. */
  readonly rows: readonly ProjectRows<Bytes>[];
}

export interface WriteProjectOutput {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ReadProjectInput {
  /** A project file, or a PDF that carries one. */
  readonly file: BlobLike;
}

/** Share done, 0 to 1. */
export interface ProjectProgress {
  readonly done: number;
}

/**
 * The project worker. Refusals: `project-not-recognised` (neither a project file nor a PDF), `project-not-in-pdf`,
 * `project-newer` (app), `project-damaged` (part, place), `project-too-large` (megabytes), and of the writer `project-unreadable` (part, place). A file is read whole or
 * refused whole.
 */
export type ProjectHandlers = {
  readonly writeProject: JobHandler<ProjectContents<BlobLike>, ProjectProgress, WriteProjectOutput>;
  /** The same of parts as they lie in the storage, of whatever version and state; not read back. What no file can hold is left out. */
  readonly copyStored: JobHandler<ProjectContents<BlobLike>, ProjectProgress, WriteProjectOutput>;
  readonly readProject: JobHandler<ReadProjectInput, ProjectProgress, ProjectContents<Uint8Array<ArrayBuffer>>>;
};
