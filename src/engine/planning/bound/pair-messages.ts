import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { bestInOrder, bestOfPair, bestTogether, creditOf, type DualPairs } from './dual-pairs.ts';

/**
 * Messages between products and the pairs that the bound looks at: a pair has a copy of both weeks, kept equal to the products'
 * own by prices, one a side and week. A pair is admitted once the relaxed solution does not see what it costs, gains or forbids.
 */
export class PairMessages {
  private readonly rules: PlanRules;
  private readonly pairs: DualPairs;
  /** Pairs x 2 x T each: now, the way of the next step, and where the bound was lowest. */
  private readonly now: Float64Array;
  private readonly direction: Float64Array;
  private readonly best: Float64Array;
  private readonly isAdmitted: Uint8Array;
  /** Weeks that each pair chooses for its two. */
  private readonly chosen: Int32Array;
  private readonly scratch: { readonly prefix: Float64Array; readonly suffix: Float64Array };
  private isOpen = false;

  constructor(rules: PlanRules, pairs: DualPairs) {
    const { weeks } = rules;
    this.rules = rules;
    this.pairs = pairs;
    this.now = new Float64Array(pairs.count * 2 * weeks);
    this.direction = new Float64Array(pairs.count * 2 * weeks);
    this.best = new Float64Array(pairs.count * 2 * weeks);
    this.isAdmitted = new Uint8Array(pairs.count);
    this.chosen = new Int32Array(pairs.count * 2);
    this.scratch = { prefix: new Float64Array(weeks + 1), suffix: new Float64Array(weeks + 2) };
  }

  /** Lets pairs in from now on. */
  open(): void {
    this.isOpen = true;
  }

  /** Takes the messages off the value of every launch: as they are, or where the bound was lowest. */
  charge(reduced: Float64Array, isBest: boolean): void {
    const { pairs, isAdmitted } = this;
    const { weeks } = this.rules;
    const sent = isBest ? this.best : this.now;
    for (let e = 0; e < pairs.count; e++) {
      if (isAdmitted[e] === 0) continue;
      const at = e * 2 * weeks;
      const first = pairs.first[e] * weeks;
      const second = pairs.second[e] * weeks;
      for (let t = 0; t < weeks; t++) {
        reduced[first + t] -= sent[at + t];
        reduced[second + t] -= sent[at + weeks + t];
      }
    }
  }

  /** Sum of what the pairs are worth at their best; those not admitted by their greatest gain. */
  choose(choice: Int32Array): number {
    const { pairs, isAdmitted } = this;
    let sum = 0;
    for (let e = 0; e < pairs.count; e++) {
      if (isAdmitted[e] === 0) {
        if (!this.isOpen || !this.isWrong(e, choice)) {
          sum += creditOf(pairs.loss[e], this.rules.decay);
          continue;
        }
        isAdmitted[e] = 1;
      }
      sum += this.bestOf(e);
    }
    return sum;
  }

  /** Turns the way of the next step to where products and copies differ, keeping so much of the last; `norm` with its length squared. */
  turn(choice: Int32Array, kept: number, norm: number): number {
    const { pairs, isAdmitted, direction, chosen } = this;
    const { weeks } = this.rules;
    let length = norm;
    for (let e = 0; e < pairs.count; e++) {
      if (isAdmitted[e] === 0) continue;
      const at = e * 2 * weeks;
      for (let k = 0; k < 2 * weeks; k++) direction[at + k] *= kept;
      for (let side = 0; side < 2; side++) {
        const copy = chosen[e * 2 + side];
        const own = choice[side === 0 ? pairs.first[e] : pairs.second[e]];
        if (copy >= 0) direction[at + side * weeks + copy] += 1;
        if (own >= 0) direction[at + side * weeks + own] -= 1;
      }
      for (let k = 0; k < 2 * weeks; k++) length += direction[at + k] * direction[at + k];
    }
    return length;
  }

  move(length: number): void {
    const { now, direction, isAdmitted } = this;
    const span = 2 * this.rules.weeks;
    for (let e = 0; e < isAdmitted.length; e++) {
      if (isAdmitted[e] === 0) continue;
      for (let k = e * span; k < (e + 1) * span; k++) now[k] -= length * direction[k];
    }
  }

  /** The bound is lowest here. */
  keep(): void {
    this.best.set(this.now);
  }

  /** True when the relaxed solution does not see what the pair costs, or gains, or forbids. */
  private isWrong(e: number, choice: Int32Array): boolean {
    const { kind, first, second, loss, leastWeeks } = this.pairs;
    const a = choice[first[e]];
    const b = choice[second[e]];
    if (kind[e] === 'order') return b >= 0 && (a < 0 || b - a < leastWeeks[e]);
    if (kind[e] === 'wave') return a >= 0 && b >= 0 && a !== b;
    return loss[e] < 0 || (a >= 0 && b >= 0 && Math.abs(a - b) < this.rules.decay.length);
  }

  private bestOf(e: number): number {
    const { pairs, now, chosen, scratch } = this;
    const { weeks, decay } = this.rules;
    const at = e * 2 * weeks;
    switch (pairs.kind[e]) {
      case 'market':
        return bestOfPair(now, at, weeks, decay, pairs.loss[e], scratch, chosen, e * 2);
      case 'order':
        return bestInOrder(now, at, weeks, pairs.leastWeeks[e], chosen, e * 2);
      case 'wave':
        return bestTogether(now, at, weeks, chosen, e * 2);
    }
  }
}
