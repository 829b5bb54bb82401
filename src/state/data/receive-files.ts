import { openProjectFile, projectFileEnding } from '#state/project/project-file-actions.ts';
import { showProjectFile } from '#state/project/project-file-store.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { importDroppedFiles } from './dataset-actions.ts';

/** Endings of files that may hold tables. */
export const tableEndings = ['.csv', '.txt', '.tsv', '.gz', '.xlsx', '.xlsm', '.xlsb', '.xls', '.ods', '.parquet'];

/** Whatever may be chosen: tables and projects, which PDFs hold too. Some systems go by the type and not by the name. */
export const receivedTypes = [
  ...tableEndings,
  projectFileEnding,
  '.pdf',
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/gzip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/pdf',
];

/** Whatever is dropped or chosen, wherever on the page: a project is opened, data is imported. */
export async function receiveFiles(files: readonly File[]): Promise<void> {
  const project = await firstProject(files);
  if (!project) {
    goToStep('data');
    return importDroppedFiles(files);
  }
  if (files.length === 1) return openProjectFile(project);
  const issue = { code: 'project-with-others', severity: 'error' as const };
  showProjectFile({ status: 'failed', of: 'opening', name: project.name, issue });
}

/** Lets the person choose a file to open as a project. */
export function chooseProjectFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = `${projectFileEnding},.pdf,application/pdf`;
  input.onchange = () => void receiveFiles([...(input.files ?? [])]);
  input.click();
}

async function firstProject(files: readonly File[]): Promise<File | null> {
  for (const file of files) if (await isProject(file)) return file;
  return null;
}

/** By its name or by its first bytes: a damaged project file is still one, and is answered as such. */
async function isProject(file: File): Promise<boolean> {
  if (/\.pdf$/i.test(file.name) || file.name.toLowerCase().endsWith(projectFileEnding)) return true;
  const start = String.fromCharCode(...new Uint8Array(await file.slice(0, 128).arrayBuffer()));
  return start.startsWith('%PDF-') || (start.startsWith('PK') && start.includes('vnd.debut.project'));
}
