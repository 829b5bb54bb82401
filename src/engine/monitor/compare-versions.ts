import type { Issue } from '#engine/issue.ts';
import type { CommittedPlan, VersionComparison, VersionDifference } from '#engine/monitor/committed-plan.ts';

/** A initial order or a forecast that moves by less than this share is the same. */
const sameShare = 0.005;

/** Two versions launch by launch: candidates of either, in the order of the later plan, then those that only the earlier one knows. */
export function compareVersions(before: CommittedPlan, after: CommittedPlan): VersionComparison {
  const old = new Map(before.candidates.map((candidate) => [candidate.id, candidate]));
  const fresh = new Map(after.candidates.map((candidate) => [candidate.id, candidate]));
  const ids = [...fresh.keys(), ...[...old.keys()].filter((id) => !fresh.has(id))];
  const differences = ids.map((id): VersionDifference => {
    const was = old.get(id);
    const is = fresh.get(id);
    const line = {
      candidateId: id,
      name: (is ?? was)?.name ?? id,
      dayBefore: was?.launchDay ?? null,
      dayAfter: is?.launchDay ?? null,
      stockBefore: was?.stock ?? 0,
      stockAfter: is?.stock ?? 0,
      totalBefore: was?.total.mean ?? null,
      totalAfter: is?.total.mean ?? null,
    };
    return { ...line, kind: was === undefined ? 'unknown-before' : is === undefined ? 'unknown-after' : kindOf(line) };
  });
  const issues: Issue[] = [];
  const note = (code: string, isOther: boolean): void => void (isOther && issues.push({ code, severity: 'info' }));
  note('other-data', before.fingerprint !== after.fingerprint);
  note('other-constraints', JSON.stringify(before.constraints) !== JSON.stringify(after.constraints));
  note('other-seed', before.seed !== after.seed);
  note('other-overrides', JSON.stringify(before.overrides) !== JSON.stringify(after.overrides));
  return { differences, profitBefore: before.profit, profitAfter: after.profit, issues };
}

function kindOf(line: Omit<VersionDifference, 'kind'>): VersionDifference['kind'] {
  const { dayBefore, dayAfter, stockBefore, stockAfter, totalBefore, totalAfter } = line;
  if (dayBefore === null && dayAfter !== null) return 'added';
  if (dayBefore !== null && dayAfter === null) return 'dropped';
  if (dayBefore !== null && dayAfter !== null && dayBefore !== dayAfter)
    return dayAfter < dayBefore ? 'earlier' : 'later';
  if (differs(stockBefore, stockAfter)) return 'stock';
  return differs(totalBefore ?? 0, totalAfter ?? 0) ? 'forecast' : 'same';
}

function differs(a: number, b: number): boolean {
  return Math.abs(a - b) > sameShare * Math.max(Math.abs(a), Math.abs(b));
}
