import { periodStart } from '#engine/calendar/period-start.ts';
import type { ExploreFilter, ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Issue } from '#engine/issue.ts';
import type { RowsBehindWords, RowsWanted } from '#ingest/find-rows.ts';
import type { FileChoices } from '#ingest/import-report.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { createLatestRuns } from '#state/runtime/latest-run.ts';
import { freshId } from '#storage/slices/fresh-id.ts';
import { exploreClient } from '#workers/explore/client.ts';
import { ingestClient } from '#workers/ingest/client.ts';
import { type ExploreState, type FileRows, useExploreStore } from './explore-store.ts';

/** Rows of a file shown at most. */
const mostRows = 200;

const questions = createLatestRuns();
/** The panel that the worker holds, by the data's fingerprint. */
const sent = new Set<string>();

/** Answers the query on screen; an answer that comes after another question is dropped. */
export async function runExplore(): Promise<void> {
  const { dataset } = useDatasetStore.getState().facts;
  const { query, result } = useExploreStore.getState();
  if (!dataset?.panel) return;
  const { fingerprint, panel } = dataset;
  if (result?.query === query && result.fingerprint === fingerprint) return;
  const { isLatest } = questions.begin();
  let answer = await exploreClient.run('explore', { fingerprint, panel: sent.has(fingerprint) ? null : panel, query });
  // A worker that was ended in between, or just now, has forgotten the panel.
  if (answer.kind === 'refused' || answer.kind === 'crashed')
    answer = await exploreClient.run('explore', { fingerprint, panel, query });
  sent.clear();
  if (answer.kind === 'done') sent.add(fingerprint);
  if (!isLatest()) return;
  if (answer.kind === 'done') {
    useExploreStore.setState({ result: { query, fingerprint, found: answer.output }, issue: null });
    return;
  }
  const message = answer.kind === 'crashed' ? answer.message : answer.kind;
  useExploreStore.setState({ issue: crashed(message) });
}

type Snapshot = Pick<ExploreState, 'query' | 'saved'>;

/** The views on screen and the ones kept by name, back and forth. */
export const exploreHistory = createEditHistory<Snapshot>(
  () => {
    const { query, saved } = useExploreStore.getState();
    return { query, saved };
  },
  async (snapshot) => {
    useExploreStore.setState({ ...snapshot, rows: null });
    await runExplore();
  },
);

/** Asks otherwise: what is not named stays. Rows shown belong to what was asked before. */
export function changeQuery(change: Partial<ExploreQuery>): void {
  exploreHistory.remember();
  useExploreStore.setState(({ query }) => ({ query: withOwnParts({ ...query, ...change }, query), rows: null }));
  void runExplore();
}

/** Lines of the chart are of one grouping, the period of a filter is one of the span. */
function withOwnParts(next: ExploreQuery, before: ExploreQuery): ExploreQuery {
  const { lines = [], withoutTotal = false, ...rest } = next;
  const sameGroups = next.grouping === before.grouping || next.lines !== before.lines;
  const samePeriods = next.span === before.span || next.filter !== before.filter;
  return {
    ...rest,
    ...(sameGroups && lines.length > 0 ? { lines, withoutTotal } : {}),
    filter: samePeriods || next.filter.period == null ? next.filter : { ...next.filter, period: null },
  };
}

/** Another view as a whole: one that was kept. */
export function openView(query: ExploreQuery): void {
  exploreHistory.remember();
  useExploreStore.setState({ query, rows: null });
  void runExplore();
}

export function changeFilter(change: ExploreFilter): void {
  const { filter } = useExploreStore.getState().query;
  changeQuery({ filter: { ...filter, ...change } });
}

/** Draws a group in the chart, or takes it out. */
export function drawLine(key: string, isDrawn: boolean): void {
  const { lines = [] } = useExploreStore.getState().query;
  const others = lines.filter((each) => each !== key);
  drawLines({ lines: isDrawn ? [...others, key] : others });
}

/** Draws the total beside the lines, or leaves it out. */
export function drawTotal(isDrawn: boolean): void {
  drawLines({ withoutTotal: !isDrawn });
}

/** What the chart draws is no other question: figures and rows stay. */
function drawLines(change: Pick<ExploreQuery, 'lines' | 'withoutTotal'>): void {
  exploreHistory.remember();
  useExploreStore.setState(({ query, result }) => {
    const { lines: _lines, withoutTotal: _without, ...rest } = query;
    const { lines = [], withoutTotal = false } = { ...query, ...change };
    const next: ExploreQuery = lines.length > 0 ? { ...rest, lines, withoutTotal } : rest;
    return { query: next, result: result && result.query === query ? { ...result, query: next } : result };
  });
  // Where the view is still being answered, its answer has to know the lines.
  void runExplore();
}

/** Keeps the view on screen; one of the same name makes way. */
export function saveView(name: string): void {
  exploreHistory.remember();
  useExploreStore.setState(({ saved, query }) => ({
    saved: [...saved.filter((view) => view.name !== name), { id: freshId(), name, query }],
  }));
}

export function removeView(id: string): void {
  exploreHistory.remember();
  useExploreStore.setState(({ saved }) => ({ saved: saved.filter((view) => view.id !== id) }));
}

/** The rows of the files behind a product's figure in the view on screen. */
export async function showRows(productId: string): Promise<void> {
  const { facts, sources } = useDatasetStore.getState();
  const { result } = useExploreStore.getState();
  const { panel } = facts.dataset ?? {};
  if (!panel || !result) return;
  const { from, to, groups } = result.found;
  const frequency = panel.period === 'month' ? 12 : 52;
  const wanted: RowsWanted = {
    productId,
    from: periodStart(panel.start, frequency, from),
    to: periodStart(panel.start, frequency, to) - 1,
    promotion: result.query.filter.promotion ?? null,
    idsApart: facts.settings.decisions['id-spellings'] === 'apart',
    currency: facts.settings.currency,
  };
  const figure = groups.find(({ key }) => key === productId)?.value ?? Number.NaN;
  const reports = facts.files.filter(({ kind, state }) => kind === 'sales' && state === 'imported');
  useExploreStore.setState({ rows: { productId, figure, wanted, isRunning: true, files: [] } });
  for (const report of reports) {
    const file = sources.find(({ name }) => name === report.source);
    if (!file) continue;
    const choices: FileChoices = { ...facts.remembered[report.layout], ...facts.choices[report.name] };
    const input = { file, report, choices, wanted, most: mostRows };
    const answer = await ingestClient.run('findRows', input, { again: true });
    const { rows } = useExploreStore.getState();
    if (rows?.wanted !== wanted) return;
    if (answer.kind === 'crashed') {
      // An empty list would say that there are no such rows.
      useExploreStore.setState({ rows: null, issue: crashed(answer.message) });
      return;
    }
    if (answer.kind !== 'done' || answer.output.count === 0) continue;
    useExploreStore.setState({ rows: { ...rows, files: [...rows.files, { report, choices, ...answer.output }] } });
  }
  const { rows } = useExploreStore.getState();
  if (rows?.wanted === wanted) useExploreStore.setState({ rows: { ...rows, isRunning: false } });
}

/** Saves all rows of one file behind the figure as CSV, each with its line and whether it is used. */
export async function saveRows(
  { report, choices }: FileRows,
  wanted: RowsWanted,
  words: RowsBehindWords,
): Promise<void> {
  const file = useDatasetStore.getState().sources.find(({ name }) => name === report.source);
  if (!file) return;
  const answer = await ingestClient.run('exportRows', { file, report, choices, wanted, words }, { again: true });
  if (answer.kind === 'done') {
    const name = report.name.replace(/(\.csv|\.txt|\.tsv|\.xls[xmb]?|\.ods)?(\.gz)?$/i, '');
    saveDownload(`${name}.${wanted.productId.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.csv`, answer.output);
  } else if (answer.kind === 'crashed') {
    useExploreStore.setState({ issue: crashed(answer.message) });
  }
}

function crashed(message: string): Issue {
  return { code: 'explore-crashed', severity: 'error', params: { message } };
}
