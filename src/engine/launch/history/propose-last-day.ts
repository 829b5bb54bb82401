import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { type FestivalId, festivalEnds, festivalOf } from '#engine/calendar/festival-ends.ts';
import type { Candidate, FestivalEvidence } from '#engine/panel/candidate.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** A plan that stands so many days after a festival still means that festival: its launch is late, not a year early. */
const lateDays = 60;
const aheadDays = 380;
/** Weeks on both sides of a past festival in which relatives are counted, and how much of them tells something. */
const weeksAround = 6;
const leastUnits = 20;
/** Relatives that sold more than this share after the festival are no goods of it. */
const mostAfter = 0.4;

/**
 * Candidates whose name says a festival, with the last day on which they sell proposed: the festival's next end, seen from the
 * launch that the file plans. Products of the same festival in the history speak for or against it by what they sold in the
 * six weeks before and after its past ends; where most of that came after, nothing is proposed. What a file says stays.
 */
export function proposeLastDays(candidates: readonly Candidate[], panel: Panel | null): Candidate[] {
  const start = panel ? panel.start + 7 * panel.completeTo : Number.NaN;
  const relatives = new Map<FestivalId, ReturnType<typeof relativesOf>>();
  return candidates.map((known) => {
    const candidate = withoutProposal(known);
    if (candidate.lastDay !== undefined) return candidate;
    const name = [candidate.name, candidate.nameAlternative ?? ''].join(' ');
    const festival = festivalOf(name, candidate.description);
    if (festival === null) return candidate;
    const own = candidate.latest ?? candidate.plannedLaunch ?? candidate.earliest;
    const from = own === undefined ? start : own - lateDays;
    const [lastDay] = Number.isNaN(from) ? [] : festivalEnds(festival, from, from + aheadDays);
    if (lastDay === undefined) return candidate;
    if (!relatives.has(festival)) relatives.set(festival, relativesOf(festival, panel));
    const { products, before, after } = relatives.get(festival) as ReturnType<typeof relativesOf>;
    const isTelling = before + after >= leastUnits;
    if (isTelling && after / (before + after) > mostAfter) return candidate;
    const evidence: FestivalEvidence = {
      festival,
      relatives: isTelling ? products : 0,
      soldBefore: isTelling ? before / (before + after) : null,
    };
    return { ...candidate, lastDay, festival: evidence };
  });
}

/** As the file has it. */
function withoutProposal(candidate: Candidate): Candidate {
  const { festival, lastDay: _, ...rest } = candidate;
  return festival ? rest : candidate;
}

/** What the festival's products sold around its past ends. */
function relativesOf(festival: FestivalId, panel: Panel | null) {
  const found = { products: 0, before: 0, after: 0 };
  if (panel?.period !== 'week') return found;
  const ends = festivalEnds(festival, panel.start, panel.start + 7 * panel.completeTo - 7 * weeksAround);
  panel.products.forEach(({ name, nameAlternative }, row) => {
    if (festivalOf([name, nameAlternative ?? ''].join(' ')) !== festival) return;
    const sums = ends.map((end) => [soldIn(panel, row, end, -1), soldIn(panel, row, end, 1)]);
    const [before, after] = [0, 1].map((side) => sums.reduce((sum, both) => sum + both[side], 0));
    if (before + after > 0) found.products++;
    found.before += before;
    found.after += after;
  });
  return found;
}

/** Units in the weeks up to the one of `end` (side -1), or after it (side 1). */
function soldIn(panel: Panel, row: number, end: EpochDay, side: -1 | 1): number {
  const last = Math.floor((end - panel.start) / 7);
  const first = side < 0 ? last - weeksAround + 1 : last + 1;
  let sum = 0;
  for (let t = Math.max(0, first); t < first + weeksAround && t < panel.completeTo; t++) {
    const units = panel.units[row * panel.periods + t];
    if (units > 0) sum += units;
  }
  return sum;
}
