import { periodStart } from '#engine/calendar/period-start.ts';
import type { ExploreFilter, ExploreQuery } from '#engine/explore/explore-query.ts';
import { useDatasetStore } from '#state/dataset-store.ts';
import { useExploreStore } from '#state/explore-store.ts';
import { exploreClient } from '#workers/explore/client.ts';
import { ingestClient } from '#workers/ingest/client.ts';

/** Rows of a file shown at most. */
const mostRows = 200;

let sent: string | null = null;
let asked = 0;

/** Answers the query on screen; an answer that comes after another question is dropped. */
export async function runExplore(): Promise<void> {
  const { dataset } = useDatasetStore.getState().facts;
  const { query, result } = useExploreStore.getState();
  if (!dataset?.panel) return;
  const { fingerprint, panel } = dataset;
  if (result?.query === query && result.fingerprint === fingerprint) return;
  asked += 1;
  const mine = asked;
  let answer = await exploreClient.run('explore', { fingerprint, panel: sent === fingerprint ? null : panel, query });
  // A worker that was ended in between, or just now, has forgotten the panel.
  if (answer.kind === 'refused' || answer.kind === 'crashed')
    answer = await exploreClient.run('explore', { fingerprint, panel, query });
  if (answer.kind === 'done') sent = fingerprint;
  if (mine !== asked) return;
  if (answer.kind === 'done') {
    useExploreStore.setState({ result: { query, fingerprint, found: answer.output }, issue: null });
    return;
  }
  sent = null;
  const message = answer.kind === 'crashed' ? answer.message : answer.kind;
  useExploreStore.setState({ issue: { code: 'explore-crashed', severity: 'error', params: { message } } });
}

/** Asks otherwise: what is not named stays. Rows shown belong to what was asked before. */
export function changeQuery(change: Partial<ExploreQuery>): void {
  useExploreStore.setState(({ query }) => ({ query: { ...query, ...change }, rows: null }));
  void runExplore();
}

export function changeFilter(change: ExploreFilter): void {
  const { filter } = useExploreStore.getState().query;
  changeQuery({ filter: { ...filter, ...change } });
}

export function saveView(name: string): void {
  useExploreStore.setState(({ saved, query }) => ({
    saved: [...saved.filter((view) => view.name !== name), { id: crypto.randomUUID(), name, query }],
  }));
}

export function removeView(id: string): void {
  useExploreStore.setState(({ saved }) => ({ saved: saved.filter((view) => view.id !== id) }));
}

/** The rows of the files behind a product's figures in the periods on screen. */
export async function showRows(productId: string): Promise<void> {
  const { facts, sources } = useDatasetStore.getState();
  const { result } = useExploreStore.getState();
  const { panel } = facts.dataset ?? {};
  if (!panel || !result) return;
  const { from, to } = result.found;
  const frequency = panel.period === 'month' ? 12 : 52;
  const days = {
    from: periodStart(panel.start, frequency, from),
    to: periodStart(panel.start, frequency, to) - 1,
  };
  const reports = facts.files.filter(({ kind, state }) => kind === 'sales' && state === 'imported');
  useExploreStore.setState({ rows: { productId, isRunning: true, files: [] } });
  for (const report of reports) {
    const source = sources.find(({ name }) => name === report.source);
    if (!source) continue;
    const choices = facts.choices[report.name];
    const answer = await ingestClient.run(
      'findRows',
      {
        ...{ file: source, report, wanted: { productId, ...days, most: mostRows } },
        ...(choices ? { choices } : {}),
      },
      { again: true },
    );
    const { rows } = useExploreStore.getState();
    if (rows?.productId !== productId) return;
    if (answer.kind === 'crashed') {
      // An empty list would say that there are no such rows.
      const issue = { code: 'explore-crashed', severity: 'error' as const, params: { message: answer.message } };
      useExploreStore.setState({ rows: null, issue });
      return;
    }
    if (answer.kind !== 'done' || answer.output.count === 0) continue;
    useExploreStore.setState({ rows: { ...rows, files: [...rows.files, { name: report.name, ...answer.output }] } });
  }
  const { rows } = useExploreStore.getState();
  if (rows?.productId === productId) useExploreStore.setState({ rows: { ...rows, isRunning: false } });
}
