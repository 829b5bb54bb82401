import type { Issue } from '#engine/issue.ts';
import type { Language } from '#i18n/language.ts';
import type { ColumnRole, FileKind } from '#ingest/file-kind.ts';
import type {
  DataCause,
  DataRule,
  DayMonthOrder,
  FileChoices,
  FileReport,
  ImportInput,
  ImportOutput,
  ImportQuestion,
  NumberStyle,
  RowRule,
} from '#ingest/import-report.ts';
import { saveDownload } from '#state/report/save-download.ts';
import type { Work } from '#state/runtime/computation.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { createLatestRuns } from '#state/runtime/latest-run.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { freshId } from '#storage/slices/fresh-id.ts';
import { ingestClient } from '#workers/ingest/client.ts';
import type { PreviewRow } from '#workers/ingest/contract.ts';
import { changesHistory, compareImports } from './dataset-change.ts';
import {
  currentDataset,
  type DatasetFacts,
  type ImportBasis,
  type ImportSettings,
  noFacts,
  type SourceFile,
  useDatasetStore,
} from './dataset-store.ts';
import { readSampleFile } from './sample-files.ts';

const imports = createLatestRuns();

function currentBasis(): ImportBasis {
  const { sources, facts, importing } = useDatasetStore.getState();
  if (importing) return importing;
  const { choices, remembered, settings, isSample } = facts;
  return { sources, choices, remembered, settings, isSample };
}

/**
 * Adds dropped files to those that are there and imports them all. A file of a name that is there already takes its
 * place, unless it can't be read: then the earlier one stays and the trouble is shown.
 */
export async function importDroppedFiles(dropped: readonly File[]): Promise<void> {
  await addDropped(dropped, currentBasis().isSample);
}

/** Adds files that belong to what is there, the sample too: later sales of a plan that was committed on it. */
export async function importLaterFiles(dropped: readonly File[]): Promise<void> {
  await addDropped(dropped, false);
}

async function addDropped(dropped: readonly File[], replacesAll: boolean): Promise<void> {
  const { facts } = useDatasetStore.getState();
  const { sources } = currentBasis();
  const before = replacesAll ? [] : sources;
  const names = new Set(dropped.map((file) => file.name));
  const added = dropped.map((file): SourceFile => ({ name: file.name, bytes: file, id: freshId() }));
  const kept = before.filter((source) => !names.has(source.name));
  const start: Partial<ImportBasis> = replacesAll ? { choices: {}, settings: noFacts.settings } : {};
  const fresh = distinctNames(added);
  // The sample, which nobody can drop again, makes room for a file that can be used, or could be after an answer.
  const isWorthIt = ({ files }: ImportOutput): boolean =>
    !replacesAll || files.some(({ state }) => state === 'imported' || state === 'question');
  const output = await editImport(
    { ...start, isSample: false, sources: [...kept, ...fresh] },
    [],
    fresh.map(({ name }) => name),
    isWorthIt,
  );
  if (!output) return;
  const replaced = useDatasetStore.getState().facts.change?.filesReplaced ?? [];
  useDatasetStore.setState({ setAside: before.filter(({ name }) => replaced.includes(name)) });
  const lost = before.filter((source) => names.has(source.name) && failedNow(source.name, facts.files, output));
  if (lost.length === 0) return;
  const troubles = output.issues.filter((issue) => lost.some((source) => source.name === issue.file));
  const lostNames = new Set(lost.map((source) => source.name));
  const others = currentBasis().sources.filter((source) => !lostNames.has(source.name));
  const wasHeld = facts.held ?? false;
  await runImport({ sources: [...others, ...lost] }, troubles);
  // Back to what was there: nothing has changed.
  useDatasetStore.setState((state) => ({ facts: { ...state.facts, change: null, held: wasHeld } }));
}

/** Takes back files that were replaced, under names of their own, beside those that took their places. */
export async function keepBoth(): Promise<void> {
  const { setAside } = useDatasetStore.getState();
  const { sources } = currentBasis();
  useDatasetStore.setState({ setAside: [] });
  await editImport({ sources: distinctNames([...sources, ...setAside]) });
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
  // The sample ends in a plan without another click: it is watched, and shown, on the overview.
  goToStep('overview');
  useDatasetStore.setState({ import: { status: 'importing', startedAt: Date.now(), progress: null } });
  let sources: SourceFile[];
  try {
    const manifest = JSON.parse(new TextDecoder().decode(await readSampleFile('manifest.json'))) as SampleManifest;
    sources = await Promise.all(
      manifest.files.map(async ({ name }) => ({
        name,
        bytes: new Blob([await readSampleFile(name)]),
        id: freshId(),
      })),
    );
  } catch (error) {
    const issue: Issue = { code: 'sample-not-found', severity: 'error', params: { reason: String(error) } };
    useDatasetStore.setState({ import: { status: 'failed', issue } });
    return;
  }
  // The sample's files, like most exports, don't name their currency; it is known to be renminbi.
  await editImport({ sources, choices: {}, isSample: true, settings: { ...noFacts.settings, currency: 'CNY' } });
}

/** Adds the sample's second part to the sample. */
export async function extendSample(files: readonly Omit<SourceFile, 'id'>[]): Promise<void> {
  const names = files.map(({ name }) => name);
  const kept = currentBasis().sources.filter(({ name }) => !names.includes(name));
  const added = files.map((file): SourceFile => ({ ...file, id: freshId() }));
  await editImport({ sources: [...kept, ...added] }, [], names);
}

/** Gives a column another meaning; `ignored` takes its meaning away. Remembered for files with the same header. */
export async function remapColumn(file: string, column: number, role: ColumnRole): Promise<void> {
  const before = currentBasis().choices[file]?.roles ?? {};
  await changeChoices(file, { roles: { ...before, [column]: role } });
}

/** Whether rows of one cause are used. */
export async function chooseRule(file: string, cause: string, rule: RowRule): Promise<void> {
  const before = currentBasis().choices[file]?.rules ?? {};
  await changeChoices(file, { rules: { ...before, [cause]: rule } });
}

export async function chooseKind(file: string, kind: FileKind): Promise<void> {
  // Roles chosen for another kind would not fit.
  await changeChoices(file, { kind, roles: {} });
}

/** Reads a file with another encoding, delimiter or header line; remembered for files that would be misread alike. */
export async function chooseReading(
  file: string,
  reading: Pick<FileChoices, 'encoding' | 'delimiter' | 'headerLine'>,
): Promise<void> {
  const { choices, remembered } = currentBasis();
  const report = reportOf(file);
  const misread = choices[file]?.misread ?? report?.firstLayout ?? report?.layout ?? '';
  const { roles: _roles, ...before } = choices[file] ?? {};
  await editImport({
    // Roles belong to the columns that were there before.
    choices: { ...choices, [file]: { ...before, ...reading, misread } },
    remembered: misread ? { ...remembered, [misread]: { ...remembered[misread], ...reading } } : remembered,
  });
}

/** Reads these sheets of a workbook; remembered for workbooks with the same sheets. */
export async function chooseSheets(file: string, sheets: readonly string[]): Promise<void> {
  const { choices, remembered } = currentBasis();
  const { files } = useDatasetStore.getState().facts;
  const layout = files.find(({ source, workbook }) => source === file && workbook)?.workbook?.layout ?? '';
  await editImport({
    choices: { ...choices, [file]: { ...choices[file], sheets } },
    remembered: layout ? { ...remembered, [layout]: { sheets } } : remembered,
  });
}

/** How days and months, or numbers, are written in a file; `found` leaves it to the file. */
export async function chooseStyle(
  file: string,
  style: { readonly dates?: DayMonthOrder | 'found'; readonly numbers?: NumberStyle | 'found' },
): Promise<void> {
  const { dayMonthOrder, dayMonthForced, numberStyle, ...others } = currentBasis().choices[file] ?? {};
  const dates = style.dates ?? dayMonthOrder ?? 'found';
  const numbers = style.numbers ?? numberStyle ?? 'found';
  const forced = style.dates ? style.dates !== 'found' : dayMonthForced;
  await putChoices(file, {
    ...others,
    ...(dates === 'found' ? {} : { dayMonthOrder: dates }),
    ...(forced ? { dayMonthForced: true } : {}),
    ...(numbers === 'found' ? {} : { numberStyle: numbers }),
  });
}

export async function answerQuestion(question: ImportQuestion, answer: string): Promise<void> {
  const { file, code } = question;
  if (code === 'encoding') await chooseReading(file, { encoding: answer as NonNullable<FileChoices['encoding']> });
  else if (code === 'sheet') await chooseSheets(file, [answer]);
  else if (code === 'day-month-order') await changeChoices(file, { dayMonthOrder: answer as DayMonthOrder });
  else if (code === 'number-style') await changeChoices(file, { numberStyle: answer as NumberStyle });
  else if (code === 'running-total' && answer !== 'unknown')
    await changeChoices(file, { running: answer as NonNullable<FileChoices['running']> });
  else if (code === 'period' && answer !== 'unknown') await changeChoices(file, { period: answer });
  else if (answer.startsWith('across:') || (question.about === 'products-across' && answer === 'sales'))
    await changeChoices(file, { kind: 'sales', across: answer === 'across:revenue' ? 'revenue' : 'units', roles: {} });
  else if (answer.startsWith('units:'))
    await changeChoices(file, { kind: 'sales', roles: { [Number(answer.slice(6))]: 'units' } });
  else await changeChoices(file, { kind: answer as FileKind, roles: {} });
}

/** Forgets what was chosen for a file: it is understood afresh. */
export async function forgetChoices(file: string): Promise<void> {
  const basis = currentBasis();
  const { [file]: own, ...choices } = basis.choices;
  const report = reportOf(file);
  const forgotten = new Set([report?.layout, report?.firstLayout, report?.workbook?.layout, own?.misread]);
  const remembered = Object.fromEntries(Object.entries(basis.remembered).filter(([layout]) => !forgotten.has(layout)));
  await editImport({ choices, remembered });
}

async function changeChoices(file: string, change: FileChoices): Promise<void> {
  await putChoices(file, { ...currentBasis().choices[file], ...change });
}

/**
 * Choices of a file, remembered for files with the same header; how to open it is remembered with the misread header. The
 * period of a file without dates is that of this file alone: the next month's file has the same header.
 */
async function putChoices(file: string, choice: FileChoices): Promise<void> {
  const { choices, remembered } = currentBasis();
  const { layout = '', across } = reportOf(file) ?? {};
  const {
    encoding: _e,
    delimiter: _d,
    headerLine: _h,
    misread: _m,
    sheets: _s,
    period: _p,
    ...forLayout
  } = across ? { across, ...choice } : choice;
  const { encoding, delimiter, headerLine } = remembered[layout] ?? {};
  const reading: FileChoices = {
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(headerLine === undefined ? {} : { headerLine }),
  };
  await editImport({
    choices: { ...choices, [file]: across ? { across, ...choice } : choice },
    remembered: layout ? { ...remembered, [layout]: { ...reading, ...forLayout } } : remembered,
  });
}

function reportOf(file: string): FileReport | undefined {
  return useDatasetStore.getState().facts.files.find((report) => report.name === file);
}

export async function removeFile(name: string): Promise<void> {
  const basis = currentBasis();
  const { [name]: _gone, ...choices } = basis.choices;
  const left = basis.sources.filter((source) => source.name !== name);
  if (left.length === 0) clearData();
  else await editImport({ sources: left, choices });
}

export function clearData(): void {
  importHistory.remember();
  takeAllOut();
}

function takeAllOut(): void {
  const { remembered } = currentBasis();
  imports.drop();
  useDatasetStore.setState({
    import: { status: 'empty' },
    importing: null,
    facts: { ...noFacts, remembered },
    sources: [],
    setAside: [],
  });
}

export async function changeImportSettings(settings: Partial<ImportSettings>): Promise<void> {
  await editImport({ settings: { ...currentBasis().settings, ...settings } });
}

/** What is done about a cause between the rows and the panel. */
export async function decide(cause: DataCause, rule: DataRule): Promise<void> {
  const { decisions } = currentBasis().settings;
  await changeImportSettings({ decisions: { ...decisions, [cause]: rule } });
}

/** From here on forecasts and plan are made from the current figures. */
export function releaseHeld(): void {
  useDatasetStore.setState(({ facts }) => ({ facts: { ...facts, held: false } }));
}

/** Takes the note on what changed off the screen. */
export function dismissChange(): void {
  useDatasetStore.setState(({ facts }) => ({ facts: { ...facts, change: null } }));
}

/** Saves the rejected rows of a file as CSV, each with its line and its reason in words. */
export async function saveRejectedRows(
  report: FileReport,
  words: { readonly line: string; readonly reason: string; readonly reasons: Readonly<Record<string, string>> },
): Promise<void> {
  const { sources, facts } = useDatasetStore.getState();
  const file = sources.find((source) => source.name === report.source);
  if (!file) return;
  const choices: FileChoices = { ...facts.remembered[report.layout], ...facts.choices[report.name] };
  const result = await ingestClient.run('exportRejectedRows', { file, report, words, choices });
  if (result.kind === 'done') saveDownload(result.output.name, result.output.bytes);
}

export async function saveTemplate(kind: FileKind, language: Language): Promise<void> {
  const result = await ingestClient.run('createTemplate', { kind, language });
  if (result.kind === 'done') saveDownload(result.output.name, result.output.bytes);
}

/** The weekly series of what is loaded, for an engine elsewhere. */
export async function saveSeries(): Promise<void> {
  const panel = currentDataset()?.panel;
  if (!panel) return;
  const result = await ingestClient.run('exportSeries', panel);
  if (result.kind === 'done') saveDownload('debut-series.jsonl', result.output);
}

/** First records of a table as it is read now; null when it can't be read. */
export async function previewReading(
  report: FileReport,
  choices: FileChoices = {},
): Promise<readonly PreviewRow[] | null> {
  const file = useDatasetStore.getState().sources.find((source) => source.name === report.source);
  if (!file) return null;
  const result = await ingestClient.run('previewFile', { file, report, choices });
  return result.kind === 'done' ? result.output.rows : null;
}

/** Files and decisions, back and forth. What an edit found is found again: files that did not change are not read twice. */
export const importHistory = createEditHistory(currentBasis, async (basis) => {
  if (basis.sources.length === 0) takeAllOut();
  else await runImport(basis);
});

/** Reads the files of the current data once more for what only the worker keeps; false where that can't be done. */
export async function readFilesAgain(signal: AbortSignal): Promise<boolean> {
  const basis = currentBasis();
  if (basis.sources.length === 0 || useDatasetStore.getState().importing) return false;
  return (await ingestClient.run('importFiles', toInput(basis), { signal })).kind === 'done';
}

/** The import as the overview shows it; its edits are undone on its step. */
export const importWork: Work<'import'> = {
  id: 'import',
  step: 'data',
  stores: [useDatasetStore],
  underWay: () => {
    const { import: state } = useDatasetStore.getState();
    if (state.status !== 'importing') return null;
    return { startedAt: state.startedAt, share: state.progress?.share ?? null };
  },
  cancel: imports.cancel,
  histories: [importHistory],
};

/** An import that the user can take back. */
async function editImport(...[changed, ...others]: Parameters<typeof runImport>): Promise<ImportOutput | null> {
  const forget = importHistory.remember();
  const { facts } = useDatasetStore.getState();
  const output = await runImport(changed, ...others);
  // Refused, cancelled or failed: what was there is there.
  if (!output && useDatasetStore.getState().facts.files === facts.files) forget();
  return output;
}

/**
 * Imports all files under the changed decisions. What was loaded stays until the new import has succeeded, and for good
 * when it is cancelled or fails, or is not worth it: what was wrong with the files is then shown beside it. A newer run
 * takes the place of one under way. Null when nothing came of it.
 */
async function runImport(
  changed: Partial<ImportBasis>,
  alsoShow: readonly Issue[] = [],
  dropped: readonly string[] = [],
  isWorthIt: (output: ImportOutput) => boolean = () => true,
): Promise<ImportOutput | null> {
  const basis: ImportBasis = { ...currentBasis(), ...changed };
  const { facts: before, sources: kept } = useDatasetStore.getState();
  if (basis.sources.length === 0 && before.files.length > 0)
    return failWith({ code: 'sources-missing', severity: 'error' });
  const { signal, isLatest } = imports.begin();
  const startedAt = Date.now();
  useDatasetStore.setState({ import: { status: 'importing', startedAt, progress: null }, importing: basis });
  // Where the browser could not keep the files themselves, what they gave is still here and stays.
  const keep = kept.length === 0 && !before.isSample ? before.dataset : null;
  const input: ImportInput = { ...toInput(basis), ...(keep ? { keep } : {}) };
  const result = await ingestClient.run('importFiles', input, {
    signal,
    // An import forgets at its start what was read before: ending its worker loses nothing else.
    graceMs: 200,
    onProgress: (progress) => {
      if (isLatest()) useDatasetStore.setState({ import: { status: 'importing', startedAt, progress } });
    },
  });
  if (!isLatest()) return null;
  useDatasetStore.setState({ importing: null });
  switch (result.kind) {
    case 'done': {
      const { sources, ...decisions } = basis;
      const { issues, ...found } = result.output;
      if (!isWorthIt(result.output)) {
        const troubles = issues.filter(({ file }) => file !== undefined && dropped.includes(file));
        useDatasetStore.setState({
          import: { status: 'ready' },
          facts: {
            ...before,
            issues: [...troubles, ...before.issues.filter(({ file }) => !dropped.includes(file ?? ''))],
          },
        });
        return null;
      }
      // The sample is not what came before a person's own files, unless they were added to it.
      const continues = dropped.length > 0 && basis.sources.some(({ id }) => kept.some((file) => file.id === id));
      const isOther = (basis.isSample || before.isSample) && !continues;
      const change = isOther ? null : compareImports(before, found, dropped);
      const held = isOther ? false : before.held || (change !== null && changesHistory(change));
      const facts: DatasetFacts = {
        ...found,
        issues: [...alsoShow, ...issues],
        ...decisions,
        change,
        held: held ?? false,
      };
      useDatasetStore.setState({ import: { status: 'ready' }, sources, facts });
      return result.output;
    }
    case 'cancelled': {
      const filled = useDatasetStore.getState().facts.files.length > 0;
      useDatasetStore.setState({ import: { status: filled ? 'ready' : 'empty' } });
      return null;
    }
    case 'refused':
      return failWith({ code: result.code, severity: 'error', params: result.params });
    case 'crashed':
      return failWith({ code: 'import-crashed', severity: 'error', params: { reason: result.message } });
  }
}

function failWith(issue: Issue): null {
  useDatasetStore.setState({ import: { status: 'failed', issue } });
  return null;
}

function toInput({ sources, choices, remembered, settings }: ImportBasis): ImportInput {
  const { currency, ...options } = settings;
  return { files: sources, choices, remembered, ...options, ...(currency ? { currency } : {}) };
}
