import { tidyText } from '#export/tidy-texts.ts';
import { withOwnFacts } from '#state/candidates/own-facts.ts';
import { persistedSources, useDatasetStore } from '#state/data/dataset-store.ts';
import { priceAgain } from '#state/plan/price-again.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { appVersion } from '#state/runtime/app-version.ts';
import { issueOfJob } from '#state/runtime/job-state.ts';
import { createLatestRuns } from '#state/runtime/latest-run.ts';
import { persistedPending } from '#state/runtime/pending-store.ts';
import { saveNow, stopKeeping } from '#state/saving/persist-slice.ts';
import { readStoredProject, replaceProject, type StoredSlice } from '#storage/database.ts';
import { freshId } from '#storage/slices/fresh-id.ts';
import type { FactsIn, SliceKey } from '#storage/slices/slices.ts';
import type { ProjectContents, ProjectPart } from '#workers/project/contract.ts';
import type { JobResult } from '#workers/worker-client.ts';
import { currentProject, projectClient } from './pack-project.ts';
import { showProjectFile } from './project-file-store.ts';
import { useProjectStore } from './project-store.ts';
import { distinctName, switchProject } from './projects.ts';

export const projectFileEnding = '.debut';
const projectFileType = 'application/vnd.debut.project';

const runs = createLatestRuns();

/** Hands the project out as one file. */
export async function saveProjectFile(title: string, withRows: boolean): Promise<void> {
  const name = `${fileName(title)}${projectFileEnding}`;
  const result = await run('saving', name, (signal, onProgress) =>
    projectClient.run('writeProject', currentProject({ withRows, withNetworks: true }), { signal, onProgress }),
  );
  if (!result) return;
  saveDownload(name, result.bytes, projectFileType);
  showProjectFile({ status: 'saved', name, size: result.bytes.length });
}

/** So long a storage that may never answer is waited for. */
const storageMs = 10_000;

/**
 * Hands out what is stored of the project as it lies there, what can't be read here included: a later version, or whoever
 * looks into it, opens the file. Nothing stored is changed.
 */
export async function saveStoredCopy(title: string): Promise<void> {
  const name = `${fileName(title)}${projectFileEnding}`;
  showProjectFile({ status: 'saving', name, share: null });
  const stored = await Promise.race([
    readStoredProject().catch(String),
    new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), storageMs)),
  ]);
  if (typeof stored === 'string') {
    const issue = { code: 'storage-not-read', severity: 'error' as const, params: { reason: stored } };
    return showProjectFile({ status: 'failed', of: 'saving', name, issue });
  }
  const rows = stored.find(({ key }) => key === persistedSources.key)?.value;
  const contents: ProjectContents<Blob> = {
    app: appVersion,
    name: useProjectStore.getState().current.name,
    savedAt: Date.now(),
    parts: stored.filter(({ key }) => key !== persistedSources.key && key !== persistedPending.key),
    rows: Array.isArray(rows) ? rows.filter(({ bytes }) => bytes instanceof Blob) : [],
  };
  const result = await run('saving', name, (signal, onProgress) =>
    projectClient.run('copyStored', contents, { signal, onProgress }),
  );
  if (!result) return;
  saveDownload(name, result.bytes, projectFileType);
  showProjectFile({ status: 'saved', name, size: result.bytes.length });
}

/**
 * Opens a project file, or a PDF that carries one, as a project of its own: what is open now stays as it is, unless it is
 * empty, whose place the opened one takes. Nothing changes when the file can't be read whole.
 */
export async function openProjectFile(file: File): Promise<void> {
  const shown = tidyText(file.name);
  const contents = await run('opening', shown, (signal, onProgress) =>
    projectClient.run('readProject', { file }, { signal, onProgress }),
  );
  if (!contents) return;
  showProjectFile({ status: 'opening', name: shown, share: null });
  const parts = await partsAgain(contents.parts);
  if (!parts) {
    const issue = { code: 'project-damaged', severity: 'error' as const, params: { part: 'plan', place: '' } };
    return showProjectFile({ status: 'failed', of: 'opening', name: shown, issue });
  }
  const { current, projects } = useProjectStore.getState();
  const { facts } = useDatasetStore.getState();
  const isEmpty = current.name === '' && facts.files.length === 0;
  const savedAt = Date.now();
  const id = isEmpty ? current.id : `p-${freshId()}`;
  const others = projects.filter((project) => project.id !== id).map((project) => project.name);
  const name = distinctName(tidyText(contents.name || file.name.replace(/\.[^.]+$/, '')), others);
  try {
    await saveNow();
    await replaceProject({ id, name, openedAt: savedAt }, await toSlices({ ...contents, parts }, savedAt));
  } catch (error) {
    const issue = { code: 'project-not-kept', severity: 'error' as const, params: { reason: String(error) } };
    return showProjectFile({ status: 'failed', of: 'opening', name: shown, issue });
  }
  // From here to the reload nothing of what is on screen may be written over what was opened.
  stopKeeping();
  await switchProject(id, { name: shown, kept: isEmpty ? null : current.name });
}

export const cancelProjectFile = runs.cancel;

export function dismissProjectFile(): void {
  showProjectFile({ status: 'idle' });
}

/** What came in a file is worked out again before any figure of it is shown; null: it can't be. */
async function partsAgain(parts: readonly ProjectPart[]): Promise<readonly ProjectPart[] | null> {
  const plan = parts.find(({ key }) => key === 'plan');
  if (!plan) return parts;
  const of = (key: string): unknown => parts.find((part) => part.key === key)?.value;
  const dataset = (of('dataset') as FactsIn<'dataset'> | undefined)?.dataset ?? null;
  const choices = (of('candidates') as FactsIn<'candidates'> | undefined)?.choices ?? {};
  const candidates = withOwnFacts(dataset?.candidates ?? [], choices);
  const value = await priceAgain(plan.value as FactsIn<'plan'>, dataset && { ...dataset, candidates });
  return value && parts.map((part) => (part === plan ? { ...part, value } : part));
}

async function toSlices(
  { parts, rows }: ProjectContents<Uint8Array<ArrayBuffer>>,
  savedAt: number,
): Promise<StoredSlice[]> {
  const { versionOf } = await import('#storage/slices/slices.ts');
  const sources = rows.map(({ name, id, bytes }) => ({ name, id, bytes: new Blob([bytes]) }));
  const slices = [...parts.map(forThisReader), { key: 'dataset-sources', value: sources }];
  return slices.map(({ key, value }) => ({ key, version: versionOf(key as SliceKey), value, savedAt }));
}

/** The plan is what a project is opened for; and changes are not signed with the name of who signed them there. */
function forThisReader(part: ProjectPart, _index: number, parts: readonly ProjectPart[]): ProjectPart {
  const value = part.value as object;
  if (part.key === 'candidates') return { ...part, value: { ...value, who: '' } };
  if (part.key !== 'settings') return part;
  const plan = parts.find(({ key }) => key === 'plan')?.value as FactsIn<'plan'> | undefined;
  return plan?.current ? { ...part, value: { ...value, step: 'plan' } } : part;
}

/** Runs a job of the project worker and shows how it stands; null: cancelled or failed, which is shown. */
async function run<Output>(
  what: 'saving' | 'opening',
  name: string,
  start: (signal: AbortSignal, onProgress: (progress: { readonly done: number }) => void) => Promise<JobResult<Output>>,
): Promise<Output | null> {
  const { signal, isLatest } = runs.begin();
  showProjectFile({ status: what, name, share: null });
  const result = await start(signal, ({ done }) => {
    if (isLatest()) showProjectFile({ status: what, name, share: done });
  });
  if (!isLatest()) return null;
  if (result.kind === 'done') return result.output;
  const issue = issueOfJob(result, 'project-worker-crashed');
  showProjectFile(issue ? { status: 'failed', of: what, name, issue } : { status: 'idle' });
  return null;
}

function fileName(title: string): string {
  const { name } = useProjectStore.getState().current;
  return (name || title).replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-').replace(/^[.\s]+|[.\s]+$/g, '') || 'Debut';
}
