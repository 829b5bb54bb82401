import type { Issue } from '#engine/issue.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { createLatestRuns } from '#state/runtime/latest-run.ts';
import { issueOf } from './monitor-issue.ts';
import { type Commitment, useMonitorStore } from './monitor-store.ts';
import { monitorClient } from './monitor-workers.ts';

const readings = createLatestRuns();

/** Changes one version's knowledge; its plan stays as it is. */
export function changeCommitment(id: string, change: (known: Commitment) => Partial<Omit<Commitment, 'plan'>>): void {
  useMonitorStore.setState(({ versions }) => ({
    versions: versions.map((known) => (known.plan.id === id ? { ...known, ...change(known) } : known)),
  }));
}

/** True when the current data has not been read for this version, and is not the very data that it was made from. */
function isUnread({ plan, isOpen, readFrom }: Commitment, fingerprint: string): boolean {
  return isOpen && readFrom !== fingerprint && !(readFrom === null && plan.fingerprint === fingerprint);
}

/** Holds the current data against every open version: what is new is known from now on, what differs waits for the manager's word. */
export async function followActuals(): Promise<void> {
  const { isLatest } = readings.begin();
  const dataset = currentDataset();
  if (!dataset) return;
  const { panel, fingerprint } = dataset;
  for (const { plan } of useMonitorStore.getState().versions) {
    const version = useMonitorStore.getState().versions.find((each) => each.plan.id === plan.id);
    if (!version || !isUnread(version, fingerprint)) continue;
    if (!panel) {
      noteIssue(plan.id, fingerprint, { code: 'actuals-no-sales', severity: 'warning' });
      continue;
    }
    const result = await monitorClient.run('readActuals', { panel, plan, known: version.actuals }, { again: true });
    if (!isLatest()) return;
    if (result.kind !== 'done') {
      const issue = issueOf(result);
      if (issue) noteIssue(plan.id, fingerprint, issue);
      continue;
    }
    const { actuals, revised, comparison, issues } = result.output;
    changeCommitment(plan.id, () => ({
      actuals,
      comparison,
      issues,
      readFrom: fingerprint,
      revised: comparison.revisions.length > 0 ? revised : null,
    }));
  }
}

/** Nothing could be read: what was known stays. */
function noteIssue(id: string, fingerprint: string, issue: Issue): void {
  changeCommitment(id, () => ({ issues: [issue], comparison: null, revised: null, readFrom: fingerprint }));
}

/** The manager's word on known weeks that came back with other numbers: the new ones count from now on, or the known ones stay. */
export function answerRevision(id: string, taken: boolean): void {
  changeCommitment(id, ({ actuals, revised, comparison, revisionLog }) => {
    if (!revised || !comparison) return {};
    const word = { at: Date.now(), taken, revisions: comparison.revisions };
    return { actuals: taken ? revised : actuals, revised: null, revisionLog: [...revisionLog, word] };
  });
}

/** Says which candidate a product is (null: none of them); undefined takes the word back. */
export function decideMatch(id: string, productId: string, candidateId: string | null | undefined): void {
  changeCommitment(id, ({ decisions }) => {
    const others = decisions.filter((known) => known.productId !== productId);
    return { decisions: candidateId === undefined ? others : [...others, { productId, candidateId }] };
  });
}

/** What is on hand of a launch, and what has been reordered; null takes it back. */
export function noteStock(
  id: string,
  candidateId: string,
  note: Omit<Commitment['stock'][number], 'candidateId'> | null,
): void {
  changeCommitment(id, ({ stock }) => {
    const others = stock.filter((known) => known.candidateId !== candidateId);
    return { stock: note === null ? others : [...others, { candidateId, ...note }] };
  });
}
