import type { Issue } from '#engine/issue.ts';
import type { ColumnRole, FileKind } from '#ingest/file-kind.ts';
import type { FileChoices, FileReport, ImportInput, ImportOutput, ImportQuestion } from '#ingest/import-report.ts';
import {
  type DatasetFacts,
  type ImportSettings,
  noFacts,
  type SourceFile,
  useDatasetStore,
} from '#state/dataset-store.ts';
import { saveDownload } from '#state/save-download.ts';
import { ingestClient } from '#workers/ingest/client.ts';

let running: AbortController | null = null;

/** What a run starts from; the parts left out stay as they are. */
interface Change {
  readonly sources?: readonly SourceFile[];
  readonly choices?: DatasetFacts['choices'];
  readonly remembered?: DatasetFacts['remembered'];
  readonly settings?: ImportSettings;
  readonly isSample?: boolean;
}

/**
 * Adds dropped files to those that are there and imports them all. A file of a name that is there already takes its
 * place, unless it can't be read: then the earlier one stays and the trouble is shown.
 */
export async function importDroppedFiles(dropped: readonly File[]): Promise<void> {
  const { sources, facts } = useDatasetStore.getState();
  const before = facts.isSample ? [] : sources;
  const names = new Set(dropped.map((file) => file.name));
  const added = dropped.map((file): SourceFile => ({ name: file.name, bytes: file }));
  const kept = before.filter((source) => !names.has(source.name));
  const start: Change = facts.isSample ? { isSample: false, choices: {} } : {};
  const output = await runImport({ ...start, sources: [...kept, ...distinctNames(added)] });
  if (!output) return;
  const lost = before.filter((source) => names.has(source.name) && failedNow(source.name, facts.files, output));
  if (lost.length === 0) return;
  const troubles = output.issues.filter((issue) => lost.some((source) => source.name === issue.file));
  const lostNames = new Set(lost.map((source) => source.name));
  const others = useDatasetStore.getState().sources.filter((source) => !lostNames.has(source.name));
  await runImport({ sources: [...others, ...lost] }, troubles);
}

function failedNow(name: string, before: readonly FileReport[], output: ImportOutput): boolean {
  const was = before.find((report) => report.name === name)?.state;
  const now = output.files.find((report) => report.name === name)?.state;
  return was === 'imported' && now !== 'imported';
}

/** Two files of one name from two folders are two files: the later ones get a number. */
function distinctNames(files: readonly SourceFile[]): SourceFile[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const times = (seen.get(file.name) ?? 0) + 1;
    seen.set(file.name, times);
    return times === 1 ? file : { ...file, name: file.name.replace(/(\.[^.]+)?$/, ` (${times})$1`) };
  });
}

interface SampleManifest {
  readonly files: readonly { readonly name: string }[];
}

/** Loads the bundled sample in place of what is there. */
export async function loadSample(): Promise<void> {
  const folder = `${import.meta.env.BASE_URL}sample/`;
  useDatasetStore.setState({ import: { status: 'importing', startedAt: Date.now(), progress: null } });
  let sources: SourceFile[];
  try {
    const manifest = (await fetchOwn(`${folder}manifest.json`).then((answer) => answer.json())) as SampleManifest;
    sources = await Promise.all(
      manifest.files.map(async ({ name }) => ({
        name,
        bytes: await fetchOwn(`${folder}${name}`).then((a) => a.blob()),
      })),
    );
  } catch (error) {
    const issue: Issue = { code: 'sample-not-found', severity: 'error', params: { reason: String(error) } };
    useDatasetStore.setState({ import: { status: 'failed', issue } });
    return;
  }
  // The sample's files, like most exports, don't name their currency; it is known to be renminbi.
  await runImport({ sources, choices: {}, isSample: true, settings: { ...noFacts.settings, currency: 'CNY' } });
}

async function fetchOwn(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/** Gives a column another meaning; `ignored` takes its meaning away. Remembered for files with the same header. */
export async function remapColumn(file: string, column: number, role: ColumnRole): Promise<void> {
  const before = useDatasetStore.getState().facts.choices[file]?.roles ?? {};
  await changeChoices(file, { roles: { ...before, [column]: role } }, true);
}

export async function chooseKind(file: string, kind: FileKind): Promise<void> {
  // Roles chosen for another kind would not fit.
  await changeChoices(file, { kind, roles: {} }, true);
}

/** Reads a file with another encoding or delimiter. */
export async function chooseReading(file: string, reading: Pick<FileChoices, 'encoding' | 'delimiter'>): Promise<void> {
  await changeChoices(file, reading, false);
}

export async function answerQuestion(question: ImportQuestion, answer: string): Promise<void> {
  const choice: FileChoices =
    question.code === 'day-month-order'
      ? { dayMonthOrder: answer as NonNullable<FileChoices['dayMonthOrder']> }
      : question.code === 'encoding'
        ? { encoding: answer as NonNullable<FileChoices['encoding']> }
        : { kind: answer as FileKind };
  await changeChoices(question.file, choice, question.code !== 'encoding');
}

/** Forgets what was chosen for a file: it is understood afresh. */
export async function forgetChoices(file: string): Promise<void> {
  const { facts } = useDatasetStore.getState();
  const { [file]: _own, ...choices } = facts.choices;
  const layout = facts.files.find((report) => report.name === file)?.layout ?? '';
  const { [layout]: _known, ...remembered } = facts.remembered;
  await runImport({ choices, remembered });
}

async function changeChoices(file: string, change: FileChoices, remember: boolean): Promise<void> {
  const { facts } = useDatasetStore.getState();
  const choice: FileChoices = { ...facts.choices[file], ...change };
  const layout = facts.files.find((report) => report.name === file)?.layout;
  const { encoding: _encoding, ...forLayout } = choice;
  const remembered = remember && layout ? { ...facts.remembered, [layout]: forLayout } : facts.remembered;
  await runImport({ choices: { ...facts.choices, [file]: choice }, remembered });
}

export async function removeFile(name: string): Promise<void> {
  const { sources, facts } = useDatasetStore.getState();
  const { [name]: _gone, ...choices } = facts.choices;
  const left = sources.filter((source) => source.name !== name);
  if (left.length === 0) clearData();
  else await runImport({ sources: left, choices });
}

export function clearData(): void {
  running?.abort();
  const { remembered } = useDatasetStore.getState().facts;
  useDatasetStore.setState({ import: { status: 'empty' }, facts: { ...noFacts, remembered }, sources: [] });
}

export async function changeImportSettings(settings: Partial<ImportSettings>): Promise<void> {
  await runImport({ settings: { ...useDatasetStore.getState().facts.settings, ...settings } });
}

export function cancelImport(): void {
  running?.abort();
}

/** Saves the rejected rows of a file as CSV, each with its line and its reason in words. */
export async function saveRejectedRows(
  report: FileReport,
  words: { readonly line: string; readonly reason: string; readonly reasons: Readonly<Record<string, string>> },
): Promise<void> {
  const { sources, facts } = useDatasetStore.getState();
  const file = sources.find((source) => source.name === report.name);
  if (!file) return;
  const choices = facts.choices[report.name];
  const result = await ingestClient.run('exportRejectedRows', { file, report, words, ...(choices ? { choices } : {}) });
  if (result.kind === 'done') saveDownload(result.output.name, result.output.bytes);
}

export async function saveTemplate(kind: FileKind, language: 'en' | 'zh'): Promise<void> {
  const result = await ingestClient.run('createTemplate', { kind, language });
  if (result.kind === 'done') saveDownload(result.output.name, result.output.bytes);
}

/** First records of a file under other choices; null when it can't be read. */
export async function previewReading(
  name: string,
  choices: FileChoices,
): Promise<readonly (readonly string[])[] | null> {
  const file = useDatasetStore.getState().sources.find((source) => source.name === name);
  if (!file) return null;
  const result = await ingestClient.run('previewFile', { file, choices });
  return result.kind === 'done' ? result.output.rows : null;
}

/**
 * Imports all files under the changed decisions. What was loaded stays until the new import has succeeded, and for good
 * when it is cancelled or fails. A newer run takes the place of one under way. Null when nothing came of it.
 */
async function runImport(change: Change, alsoShow: readonly Issue[] = []): Promise<ImportOutput | null> {
  running?.abort();
  const abort = new AbortController();
  running = abort;
  const state = useDatasetStore.getState();
  const sources = change.sources ?? state.sources;
  const choices = change.choices ?? state.facts.choices;
  const remembered = change.remembered ?? state.facts.remembered;
  const settings = change.settings ?? state.facts.settings;
  const startedAt = Date.now();
  useDatasetStore.setState({ import: { status: 'importing', startedAt, progress: null } });
  const { currency, ...options } = settings;
  const input: ImportInput = { files: sources, choices, remembered, ...options, ...(currency ? { currency } : {}) };
  const result = await ingestClient.run('importFiles', input, {
    signal: abort.signal,
    graceMs: 2000,
    onProgress: (progress) => {
      if (running === abort) useDatasetStore.setState({ import: { status: 'importing', startedAt, progress } });
    },
  });
  if (running !== abort) return null;
  running = null;
  if (result.kind === 'done') {
    const { files, dataset, questions, issues, reconciliation } = result.output;
    const isSample = change.isSample ?? state.facts.isSample;
    const all = [...alsoShow, ...issues];
    useDatasetStore.setState({
      import: { status: 'ready' },
      sources,
      facts: { dataset, files, questions, issues: all, reconciliation, choices, remembered, settings, isSample },
    });
    return result.output;
  }
  if (result.kind === 'cancelled') {
    const { facts } = useDatasetStore.getState();
    useDatasetStore.setState({ import: { status: facts.files.length > 0 ? 'ready' : 'empty' } });
    return null;
  }
  const issue: Issue =
    result.kind === 'refused'
      ? { code: result.code, severity: 'error', params: result.params }
      : { code: 'import-crashed', severity: 'error', params: { reason: result.message } };
  useDatasetStore.setState({ import: { status: 'failed', issue } });
  return null;
}
