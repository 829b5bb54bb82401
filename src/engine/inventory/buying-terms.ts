import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { PlannedProduct } from '#engine/planning/problem/plan-request.ts';

/** What a unit costs and what a leftover brings, and where that is from. */
export interface Terms {
  readonly unitCost: number;
  readonly salvage: number;
  readonly costSource: PlannedProduct['costSource'];
  readonly salvageSource: PlannedProduct['salvageSource'];
}

/** A leftover brings this share of its cost when the file does not say. */
const salvageShare = 0.4;

/**
 * Buying terms by candidate. Without a single cost the plan is for revenue: every cost is 0 (`costs-missing`). Where only some lack a
 * cost, they get the median share of the price that the others cost (`costs-assumed`). A salvage value that is missing is 40 %
 * of the cost (`salvage-assumed`).
 */
export function assumeCosts(candidates: readonly Candidate[], issues: Issue[]): Terms[] {
  const shares = candidates
    .flatMap(({ unitCost, price, planPrice = price }) =>
      unitCost !== undefined && planPrice > 0 ? [unitCost / planPrice] : [],
    )
    .sort((a, b) => a - b);
  if (shares.length === 0) {
    if (candidates.length > 0) issues.push({ code: 'costs-missing', severity: 'warning' });
    return candidates.map(() => ({ unitCost: 0, salvage: 0, costSource: 'unknown', salvageSource: 'assumed' }));
  }
  const typical = shares[shares.length >> 1];
  const without = candidates.length - shares.length;
  if (without > 0) issues.push({ code: 'costs-assumed', severity: 'warning', params: { candidates: without } });
  const noSalvage = candidates.filter(({ salvage }) => salvage === undefined).length;
  if (noSalvage > 0) issues.push({ code: 'salvage-assumed', severity: 'info', params: { candidates: noSalvage } });
  return candidates.map(({ unitCost, salvage, price, planPrice = price }) => {
    const cost = unitCost ?? typical * planPrice;
    return {
      unitCost: cost,
      salvage: salvage ?? salvageShare * cost,
      costSource: unitCost === undefined ? 'assumed' : 'given',
      salvageSource: salvage === undefined ? 'assumed' : 'given',
    };
  });
}
