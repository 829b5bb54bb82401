import type { ExploreGroup, ExploreResult } from '#engine/explore/explore-panel.ts';
import type { ExploreQuery } from '#engine/explore/explore-query.ts';

/** Lines that a chart can hold beside its total and still be read. */
export const mostLines = 6;

/** Groups that the chart draws one by one, in the order in which they were ticked; those that the filters leave out wait. */
export function drawnGroups({ lines = [] }: ExploreQuery, { groups }: ExploreResult): readonly ExploreGroup[] {
  const byKey = new Map(groups.map((group) => [group.key, group]));
  return lines.flatMap((key) => byKey.get(key) ?? []).slice(0, mostLines);
}
