import { budget } from '#engine/budget.ts';
import type { BlobLike } from '#ingest/import-report.ts';
import { JobCancelled, type JobControl, type JobHandler, JobRefused } from '#workers/job-control.ts';
import type {
  ProjectContents,
  ProjectHandlers,
  ProjectProgress,
  ReadProjectInput,
  WriteProjectOutput,
} from '#workers/project/contract.ts';
import { isPackable } from '#workers/project/internal/pack-value.ts';
import { findProjectInPdf } from '#workers/project/internal/pdf-attachment.ts';
import {
  isProjectArchive,
  readProjectArchive,
  writeProjectArchive,
} from '#workers/project/internal/project-archive.ts';
import { tooLarge } from '#workers/project/internal/zip-archive.ts';

/**
 * A project as bytes that were read back whole: what could not be opened again is never handed out. Refused where its raw
 * files are too large to be opened again (`project-too-large`), and where a part has no shape that the reader knows
 * (`project-unreadable`), which is a bug here.
 */
const writeProject: JobHandler<ProjectContents<BlobLike>, ProjectProgress, WriteProjectOutput> = async (
  contents,
  control,
) => {
  const rows = await readRows(contents.rows);
  const bytes = await writeProjectArchive({ ...contents, rows }, stoppable(control, 0, 0.7));
  try {
    await readProjectArchive(bytes, stoppable(control, 0.7, 1));
  } catch (error) {
    throw error instanceof JobRefused ? new JobRefused('project-unreadable', error.params) : error;
  }
  return { bytes };
};

const copyStored: ProjectHandlers['copyStored'] = async (contents, control) => {
  const parts = contents.parts.filter(({ value }) => isPackable(value));
  const rows = await readRows(contents.rows);
  return { bytes: await writeProjectArchive({ ...contents, parts, rows }, stoppable(control)) };
};

async function readRows(rows: ProjectContents<BlobLike>['rows']): Promise<ProjectContents<Uint8Array>['rows']> {
  const size = rows.reduce((sum, { bytes }) => sum + bytes.size, 0);
  if (size > budget.projectBytes / 2) throw tooLarge(budget.projectBytes / 2);
  return Promise.all(
    rows.map(async ({ name, id, bytes }) => ({ name, id, bytes: new Uint8Array(await bytes.arrayBuffer()) })),
  );
}

/** The project in a file of its own or in a PDF. */
const readProject: JobHandler<ReadProjectInput, ProjectProgress, ProjectContents<Uint8Array<ArrayBuffer>>> = async (
  { file },
  control,
) => {
  if (file.size > budget.projectBytes) throw tooLarge(budget.projectBytes);
  const bytes = new Uint8Array(await file.arrayBuffer());
  control.report({ done: 0 });
  await control.pause();
  if (isProjectArchive(bytes)) return readProjectArchive(bytes, stoppable(control));
  if (!isPdf(bytes)) throw new JobRefused('project-not-recognised');
  const found = findProjectInPdf(bytes);
  if (!found) throw new JobRefused('project-not-in-pdf');
  return readProjectArchive(found, stoppable(control));
};

/** A PDF's mark stands within its first 1024 bytes (ISO 32000-1, annex H, note 13). */
function isPdf(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 1024)).includes('%PDF-');
}

/** The control of a part of the job, from one share of the whole to another. */
function stoppable(
  control: JobControl<ProjectProgress>,
  from = 0,
  to = 1,
): Pick<JobControl<ProjectProgress>, 'report' | 'pause'> {
  return {
    report: ({ done }) => control.report({ done: from + (to - from) * done }),
    pause: async () => {
      await control.pause();
      if (control.cancelled()) throw new JobCancelled();
    },
  };
}

export const handlers: ProjectHandlers = { writeProject, copyStored, readProject };
