import type { BlobLike } from '#ingest/import-report.ts';
import { JobCancelled, type JobControl, type JobHandler, JobRefused } from '#workers/job-control.ts';
import type {
  ProjectContents,
  ProjectHandlers,
  ProjectProgress,
  ReadProjectInput,
  WriteProjectOutput,
} from '#workers/project/contract.ts';
import { findProjectInPdf } from '#workers/project/internal/pdf-attachment.ts';
import {
  isProjectArchive,
  readProjectArchive,
  unpackedLimit,
  writeProjectArchive,
} from '#workers/project/internal/project-archive.ts';

/** Larger than any file that Debut writes: what it holds may not unpack to more. */
const largestFile = unpackedLimit;

/** A project as bytes. Refused (`project-too-large`) when its raw files are too large to be opened again. */
const writeProject: JobHandler<ProjectContents<BlobLike>, ProjectProgress, WriteProjectOutput> = async (
  contents,
  control,
) => {
  const size = contents.rows.reduce((sum, { bytes }) => sum + bytes.size, 0);
  if (size > unpackedLimit / 2) throw tooLarge(unpackedLimit / 2);
  const rows = await Promise.all(
    contents.rows.map(async ({ name, id, bytes }) => ({ name, id, bytes: new Uint8Array(await bytes.arrayBuffer()) })),
  );
  return { bytes: await writeProjectArchive({ ...contents, rows }, stoppable(control)) };
};

/** The project in a file of its own or in a PDF. */
const readProject: JobHandler<ReadProjectInput, ProjectProgress, ProjectContents<Uint8Array<ArrayBuffer>>> = async (
  { file },
  control,
) => {
  if (file.size > largestFile) throw tooLarge(largestFile);
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

function stoppable(control: JobControl<ProjectProgress>): Pick<JobControl<ProjectProgress>, 'report' | 'pause'> {
  return {
    report: control.report,
    pause: async () => {
      await control.pause();
      if (control.cancelled()) throw new JobCancelled();
    },
  };
}

function tooLarge(limit: number): JobRefused {
  return new JobRefused('project-too-large', { megabytes: Math.round(limit / 1e6) });
}

export const handlers: ProjectHandlers = { writeProject, readProject };
