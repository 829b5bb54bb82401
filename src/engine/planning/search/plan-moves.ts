import { free, type PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import type { Random } from '#engine/random.ts';
import type { SearchGuide } from './search-guide.ts';

/** Launches pushed out by one move, besides the members of a wave. */
const mostEjected = 5;
/** Predecessors of predecessors that one move brings forward. */
const deepestChain = 4;

/**
 * Changes of a plan that keep it feasible: a product is forced into a week, what stands in its way is pushed out and
 * looks for its next best week (an ejection chain), and the room that it left is offered to another. Every change is
 * written to a journal, so that a move that does not pay is taken back.
 */
export class PlanMoves {
  /** Placements tried so far: the search's clock. */
  tried = 0;
  private readonly state: PlanState;
  private readonly rules: PlanRules;
  private readonly random: Random;
  private guide: SearchGuide;
  private readonly mostEjected: number;
  private readonly journalProduct: number[] = [];
  private readonly journalFrom: number[] = [];
  private readonly ejected: number[] = [];

  constructor(state: PlanState, guide: SearchGuide, random: Random) {
    this.state = state;
    this.rules = state.rules;
    this.guide = guide;
    this.random = random;
    const largest = (sets: readonly (readonly number[])[]): number =>
      sets.reduce((most, members) => Math.max(most, members.length), 0);
    this.mostEjected = mostEjected + largest(state.rules.waveMembers) + largest(state.rules.bundleMembers);
  }

  setGuide(guide: SearchGuide): void {
    this.guide = guide;
  }

  /** Forgets the journal: what was done stays. */
  commit(): void {
    this.journalProduct.length = 0;
    this.journalFrom.length = 0;
  }

  /** Takes back all changes since the last commit. */
  undo(): void {
    const { state, journalProduct, journalFrom } = this;
    for (let k = journalProduct.length - 1; k >= 0; k--) {
      const i = journalProduct[k];
      if (state.weeks[i] >= 0) state.remove(i);
      if (journalFrom[k] >= 0) state.place(i, journalFrom[k]);
    }
    this.commit();
  }

  place(i: number, place: number): void {
    this.journalProduct.push(i);
    this.journalFrom.push(-1);
    this.state.place(i, place);
  }

  /** Launches an unlaunched product, and its bundle in the same week, where all of them fit; false: nothing has changed. */
  tryPlace(i: number, place: number): boolean {
    const { state } = this;
    const mates = this.matesOf(i);
    if (mates === null) {
      if (!state.canPlace(i, place)) return false;
      this.place(i, place);
      return true;
    }
    for (let k = 0; k < mates.length; k++) {
      const own = mates[k] === i ? place : this.placeIn(mates[k], this.rules.weekOf[place]);
      if (own >= 0 && state.weeks[mates[k]] < 0 && state.canPlace(mates[k], own)) {
        this.place(mates[k], own);
        continue;
      }
      while (k > 0) this.remove(mates[--k]);
      return false;
    }
    return true;
  }

  /** The dearest open place of product i in week t that fits; where none does, the dearest of all; -1: none is open. */
  private placeIn(i: number, t: number): number {
    const { rules, state, guide } = this;
    const cell = i * rules.weeks + t;
    const from = rules.cellStart[cell];
    const to = rules.cellStart[cell + 1];
    if (to - from < 2) return to > from ? rules.places[from] : -1;
    let best = -1;
    let isFree = false;
    for (let k = from; k < to; k++) {
      const place = rules.places[k];
      const fits = state.canPlace(i, place);
      const isBetter = best < 0 || guide.reduced[rules.row[i] + place] > guide.reduced[rules.row[i] + best];
      if (fits === isFree ? isBetter : fits) best = place;
      isFree ||= fits;
    }
    return best;
  }

  /** What launches only with i, i among it; null: i launches alone. */
  private matesOf(i: number): readonly number[] | null {
    const bundle = this.rules.bundleOf[i];
    return bundle < 0 ? null : this.rules.bundleMembers[bundle];
  }

  remove(i: number): void {
    this.journalProduct.push(i);
    this.journalFrom.push(this.state.places[i]);
    this.state.remove(i);
  }

  /** One random move, guided by the prices. False when nothing was changed. */
  perturb(): boolean {
    const { state, guide, random } = this;
    if (guide.movable.length === 0) return false;
    this.tried += 1;
    const wanted = state.missing > 0 && random.next() < 0.5 ? this.pickMissing() : -1;
    const i = wanted >= 0 ? wanted : guide.movable[random.below(guide.movable.length)];
    const from = state.weeks[i];
    if (from >= 0 && random.next() < 0.1) {
      this.takeOut(i);
      this.settleEjected(i);
      this.fill(from);
      return true;
    }
    const place = this.pickPlace(i);
    if (place === state.places[i] || place < 0) return false;
    if (!this.force(i, place)) return false;
    this.settleEjected(-1);
    if (from >= 0) this.fill(from);
    return this.journalProduct.length > 0;
  }

  /**
   * One random change without ejection or refill: a shift, a launch, a removal or an exchange of two weeks. Reaches plans
   * that leave a profitable launch out, which the frontier of profit against risk has. False when nothing was changed.
   */
  perturbPlainly(): boolean {
    const { state, rules, random } = this;
    this.tried += 1;
    const i = random.below(rules.products);
    if (rules.fixed[i] !== free) return false;
    const from = state.weeks[i];
    if (random.next() < 0.4) return this.exchange(i, random.below(rules.products));
    const t = random.below(rules.weeks + 1) - 1;
    const place = t < 0 ? t : this.anyPlaceIn(i, t);
    if (place === state.places[i] || this.isNeeded(i)) return false;
    if (from >= 0) for (const member of this.matesOf(i) ?? [i]) this.remove(member);
    return place < 0 ? t < 0 : this.tryPlace(i, place);
  }

  /** A random open place of product i in week t; -1: none is open. */
  private anyPlaceIn(i: number, t: number): number {
    const { cellStart, places, weeks } = this.rules;
    const from = cellStart[i * weeks + t];
    const count = cellStart[i * weeks + t + 1] - from;
    return count === 0 ? -1 : places[count === 1 ? from : from + this.random.below(count)];
  }

  /** i takes j's week (or its place outside the plan) and j takes i's. */
  private exchange(i: number, j: number): boolean {
    const { state, rules } = this;
    const a = state.weeks[i];
    const b = state.weeks[j];
    if (a === b || rules.fixed[j] !== free || this.isNeeded(i) || this.isNeeded(j)) return false;
    if (this.matesOf(i) || this.matesOf(j)) return false;
    if (a >= 0) this.remove(i);
    if (b >= 0) this.remove(j);
    const there = b >= 0 ? this.anyPlaceIn(i, b) : -1;
    if (b >= 0) {
      if (there < 0 || !state.canPlace(i, there)) return false;
      this.place(i, there);
    }
    const here = a >= 0 ? this.anyPlaceIn(j, a) : -1;
    if (a >= 0) {
      if (here < 0 || !state.canPlace(j, here)) return false;
      this.place(j, here);
    }
    return true;
  }

  /** True when a launched product, or its bundle, must come before another that is launched. */
  private isNeeded(i: number): boolean {
    const { rules, state } = this;
    for (const member of this.matesOf(i) ?? [i])
      for (const { after } of rules.follows[member])
        if (state.weeks[after] >= 0 && !this.areMates(i, after)) return true;
    return false;
  }

  private areMates(i: number, j: number): boolean {
    const { bundleOf } = this.rules;
    return bundleOf[i] >= 0 && bundleOf[i] === bundleOf[j];
  }

  /** A random move, kept whatever it costs unless a lower limit would be missed by it. */
  mutate(): void {
    const { missing } = this.state;
    if (this.perturb() && this.state.missing <= missing) this.commit();
    else this.undo();
  }

  /** A product that must be launched and is not, or one of a category that has too few; -1 when there is none. */
  private pickMissing(): number {
    const { state, rules, random } = this;
    const offset = random.below(rules.products);
    for (let k = 0; k < rules.products; k++) {
      const i = (offset + k) % rules.products;
      if (state.weeks[i] >= 0 || rules.fixed[i] === -1) continue;
      const c = rules.category[i];
      if (state.isRequired(i) || state.categoryCount[c] < rules.categoryMin[c]) return i;
    }
    return -1;
  }

  /** Candidate place of product i, the better the likelier; -1 when it has none. */
  private pickPlace(i: number): number {
    const { guide, random } = this;
    const begin = guide.start[i];
    const count = guide.start[i + 1] - begin;
    if (count === 0) return -1;
    if (random.next() < 0.25) return guide.placeOf[begin + random.below(count)];
    let rank = 0;
    while (rank + 1 < count && random.next() < 0.6) rank += 1;
    return guide.placeOf[begin + rank];
  }

  /** Launches i at a place, pushing out what stands in the way (listed in `ejected`). False: cannot be done. */
  private force(i: number, place: number): boolean {
    this.ejected.length = 0;
    return this.press(i, place, 0);
  }

  private press(i: number, place: number, depth: number): boolean {
    if (this.state.weeks[i] >= 0) this.takeOut(i);
    const mates = this.matesOf(i);
    if (mates === null) return this.pressAlone(i, place, depth);
    const t = this.rules.weekOf[place];
    for (const member of mates)
      if (!this.pressAlone(member, member === i ? place : this.placeIn(member, t), depth)) return false;
    // What one of them pushed out may be another.
    return mates.every((member) => this.state.weeks[member] === t);
  }

  private pressAlone(i: number, place: number, depth: number): boolean {
    const { state, ejected, rules } = this;
    if (place < 0) return false;
    const t = rules.weekOf[place];
    for (const { before, minWeeks } of rules.precedes[i]) {
      const isLate = state.weeks[before] < 0 || t - state.weeks[before] < minWeeks;
      if (isLate && !this.areMates(i, before) && !this.advance(before, t - minWeeks, depth + 1)) return false;
    }
    while (!state.canPlace(i, place)) {
      this.tried += 1;
      const victim = ejected.length >= this.mostEjected ? -1 : this.findVictim(i, place);
      if (victim < 0 || this.areMates(i, victim)) return false;
      this.takeOut(victim);
    }
    this.place(i, place);
    return true;
  }

  /** Brings what must come first to its best week up to `latest`: a place that is free, else one that it is pressed into. */
  private advance(i: number, latest: number, depth: number): boolean {
    const { state, rules, guide, random } = this;
    if (rules.fixed[i] !== free || depth > deepestChain) return false;
    if (state.weeks[i] >= 0) this.takeOut(i);
    const end = guide.start[i + 1];
    let pressed = -1;
    for (let k = guide.start[i]; k < end; k++) {
      const place = guide.placeOf[k];
      if (rules.weekOf[place] > latest) continue;
      this.tried += 1;
      if (random.next() < 0.2) continue;
      if (this.tryPlace(i, place)) return true;
      if (pressed < 0) pressed = place;
    }
    return pressed >= 0 && this.press(i, pressed, depth);
  }

  /** Removes i and, first, every launch that needs it before it; all go to `ejected`. */
  private takeOut(i: number): void {
    const { state, rules, ejected } = this;
    if (state.weeks[i] < 0) return;
    // First of all i itself: in a bundle each follows the other.
    this.remove(i);
    for (const { after } of rules.follows[i]) if (state.weeks[after] >= 0) this.takeOut(after);
    ejected.push(i);
  }

  /** A launched product whose removal helps i to a place; -1 when there is none. */
  private findVictim(i: number, place: number): number {
    const { state, rules } = this;
    if (rules.openColumns[rules.row[i] + place] === 0) return -1;
    const t = rules.weekOf[place];
    for (const g of rules.groupsOf[i])
      if (state.groupCount[g] >= rules.groupMax[g]) return this.cheapestOf(rules.groupMembers[g], 0, rules.weeks - 1);
    for (const wave of rules.wavesOf[i])
      for (const member of rules.waveMembers[wave])
        if (member !== i && state.weeks[member] >= 0 && state.weeks[member] !== t)
          return rules.fixed[member] === free ? member : -1;
    if (!state.fitsOrder(i, t)) {
      for (const { before, minWeeks } of rules.precedes[i])
        if (state.weeks[before] < 0 || t - state.weeks[before] < minWeeks) return -1;
      for (const { after } of rules.follows[i])
        if (state.weeks[after] >= 0) return rules.fixed[after] === free ? after : -1;
    }
    const c = rules.category[i];
    if (!state.hasSpace(c, t)) {
      const span = rules.spacingWeeks[c];
      return this.cheapestInWeeks(t - span + 1, t + span - 1, c);
    }
    if (state.load[t] + rules.effort[i] > rules.capacity[t]) {
      if (rules.effort[i] > rules.capacity[t]) return -1;
      return this.cheapestInWeeks(t, t, -1);
    }
    if (state.categoryCount[c] >= rules.categoryMax[c]) return this.cheapestOfSample(0, rules.weeks - 1, c);
    const short = state.shortRow(i, place);
    if (short >= 0) {
      const { from = 0, to = rules.weeks - 1 } = rules.ledger.bindings[short];
      return rules.ledger.rules[short] === 'budget'
        ? this.cheapestOfSample(from, Math.min(to, rules.weeks - 1), -1)
        : this.cheapestUser(short);
    }
    const limit = state.fullLimit(i, t);
    if (limit < 0) return -1;
    return this.cheapestOf(rules.limitMembers[limit], rules.limitFrom[limit], rules.limitTo[limit]);
  }

  /** Worth of a launch beside the prices, shaken a little so that the same chain is not tried for ever. */
  private keepScore(i: number): number {
    const { state, rules, guide, random } = this;
    const reduced = guide.reduced[rules.row[i] + state.places[i]];
    const score = reduced > Number.NEGATIVE_INFINITY ? reduced : 0;
    return score + (random.next() - 0.5) * 0.2 * Math.abs(state.gain(i, state.places[i]));
  }

  private cheapestOf(members: readonly number[], from: number, to: number): number {
    const { weeks } = this.state;
    let victim = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const member of members) {
      if (weeks[member] < from || weeks[member] > to || this.rules.fixed[member] !== free) continue;
      const score = this.keepScore(member);
      if (score < least) {
        least = score;
        victim = member;
      }
    }
    return victim;
  }

  private cheapestInWeeks(from: number, to: number, category: number): number {
    const { state, rules } = this;
    let victim = -1;
    let least = Number.POSITIVE_INFINITY;
    const last = Math.min(rules.weeks - 1, to);
    for (let w = Math.max(0, from); w <= last; w++) {
      for (let i = state.firstInWeek[w]; i >= 0; i = state.nextInWeek[i]) {
        if (rules.fixed[i] !== free || (category >= 0 && rules.category[i] !== category)) continue;
        const score = this.keepScore(i);
        if (score < least) {
          least = score;
          victim = i;
        }
      }
    }
    return victim;
  }

  /** Cheapest of a few random launches in weeks from..to (of a category): enough to make room in a budget. */
  private cheapestOfSample(from: number, to: number, category: number): number {
    const { random } = this;
    const width = to - from + 1;
    let victim = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < 6; k++) {
      const w = from + random.below(width);
      const candidate = this.cheapestInWeeks(w, category >= 0 ? w + 3 : w, category);
      if (candidate < 0) continue;
      const score = this.keepScore(candidate);
      if (score < least) {
        least = score;
        victim = candidate;
      }
    }
    return victim;
  }

  /** Cheapest of a few random launches that use a row of the ledger. */
  private cheapestUser(row: number): number {
    const { state, rules, random } = this;
    const offset = random.below(rules.products);
    let victim = -1;
    let least = Number.POSITIVE_INFINITY;
    let met = 0;
    for (let k = 0; k < rules.products && met < 6; k++) {
      const i = (offset + k) % rules.products;
      if (state.weeks[i] < 0 || rules.fixed[i] !== free || !state.usesRow(i, row)) continue;
      met += 1;
      const score = this.keepScore(i);
      if (score >= least) continue;
      least = score;
      victim = i;
    }
    return victim;
  }

  /** Finds new weeks for what was pushed out (`except` stays out, its bundle with it); those that find none are left out. */
  private settleEjected(except: number): void {
    const { ejected } = this;
    for (let k = ejected.length - 1; k >= 0; k--) {
      const i = ejected[k];
      if (i !== except && (except < 0 || !this.areMates(i, except))) this.settle(i);
    }
    ejected.length = 0;
  }

  /** Launches an unlaunched product at its best open place by value less prices and pair losses; false when none pays. */
  settle(i: number): boolean {
    const { state, rules, guide } = this;
    if (state.weeks[i] >= 0) return false;
    if (this.matesOf(i)) return this.settleBundle(i);
    const row = rules.row[i];
    const end = guide.start[i + 1];
    const isRequired =
      state.isRequired(i) || state.categoryCount[rules.category[i]] < rules.categoryMin[rules.category[i]];
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let k = guide.start[i]; k < end; k++) {
      const place = guide.placeOf[k];
      const reduced = guide.reduced[row + place];
      if (reduced <= bestScore && !state.hasHalo) break;
      this.tried += 1;
      if (!state.canPlace(i, place)) continue;
      const gain = state.gain(i, place);
      if (gain <= 0 && !isRequired) continue;
      const score = reduced - (state.valueOf(i, place) - gain);
      if (score > bestScore) {
        bestScore = score;
        best = place;
      }
    }
    if (best < 0) return false;
    this.place(i, best);
    return true;
  }

  /** The same for a bundle, each week tried with all of it: what its members take from each other counts. */
  private settleBundle(i: number): boolean {
    const { state, rules, guide } = this;
    const members = this.matesOf(i) ?? [];
    const isRequired = members.some(
      (member) =>
        state.isRequired(member) ||
        state.categoryCount[rules.category[member]] < rules.categoryMin[rules.category[member]],
    );
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let k = guide.start[i]; k < guide.start[i + 1]; k++) {
      const place = guide.placeOf[k];
      this.tried += 1;
      const before = state.total;
      if (!this.tryPlace(i, place)) continue;
      const gain = state.total - before;
      let worth = 0;
      for (const member of members) worth += state.valueOf(member, state.places[member]);
      for (const member of members) this.remove(member);
      if (gain <= 0 && !isRequired) continue;
      const score = guide.reduced[rules.row[i] + place] - (worth - gain);
      if (score > bestScore) {
        bestScore = score;
        best = place;
      }
    }
    return best >= 0 && this.tryPlace(i, best);
  }

  /** Offers week t to unlaunched products that would do well in it. */
  private fill(t: number): void {
    const { state, guide, random } = this;
    const begin = guide.startOfWeek[t];
    const count = guide.startOfWeek[t + 1] - begin;
    for (let k = 0; k < 3 && k < count; k++) {
      let rank = 0;
      while (rank + 1 < count && random.next() < 0.7) rank += 1;
      const i = guide.productOf[begin + rank];
      const place = guide.placeInWeek[begin + rank];
      this.tried += 1;
      if (state.weeks[i] >= 0 || this.rules.fixed[i] !== free) continue;
      if (this.matesOf(i)) {
        if (this.settleBundle(i)) return;
      } else if (state.canPlace(i, place) && state.gain(i, place) > 0) {
        this.place(i, place);
        return;
      }
    }
  }
}
