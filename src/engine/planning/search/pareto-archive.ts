/** A plan of the efficient frontier, as places. */
export interface ArchivedPlan {
  readonly profit: number;
  readonly risk: number;
  readonly places: Int32Array;
}

/**
 * Plans none of which is beaten in both profit (more is better) and risk (less is better), by falling profit. Insertion
 * O(log n) to look, O(n) to put in.
 */
export class ParetoArchive {
  readonly plans: ArchivedPlan[] = [];

  /** True when no plan here is at least as good in both. */
  accepts(profit: number, risk: number): boolean {
    const at = this.firstBelow(profit);
    return at === 0 || this.plans[at - 1].risk > risk;
  }

  /** Takes a copy of the places if no plan here beats it; drops those that it beats. */
  offer(profit: number, risk: number, places: Int32Array): boolean {
    const at = this.firstBelow(profit);
    if (at > 0 && this.plans[at - 1].risk <= risk) return false;
    let end = at;
    while (end < this.plans.length && this.plans[end].risk >= risk) end += 1;
    let begin = at;
    while (begin > 0 && this.plans[begin - 1].profit === profit && this.plans[begin - 1].risk >= risk) begin -= 1;
    this.plans.splice(begin, end - begin, { profit, risk, places: places.slice() });
    return true;
  }

  /** Index of the first plan with a lower profit. */
  private firstBelow(profit: number): number {
    let low = 0;
    let high = this.plans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.plans[middle].profit >= profit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
