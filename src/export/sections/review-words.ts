import type { LaunchTracking } from '#engine/monitor/tracking.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';
import type { ReviewDocument } from '#export/review-document.ts';

/** Name of a launch in the document's language; its id where the plan has no such candidate. */
export function launchName({ plan }: ReviewDocument, id: string, { language }: PrintContext): string {
  const candidate = plan.candidates.find((each) => each.id === id);
  return candidate ? namesFor(candidate, language)[0] : id;
}

/** Pieces expected and sold by the last week whose demand is known. */
export function knownSoFar({ weeks }: LaunchTracking): { readonly expected: number; readonly sold: number } | null {
  const last = weeks.findLast(({ known }) => known);
  return last ? { expected: last.expectedSoFar, sold: last.soldSoFar } : null;
}

/** A figure with its sign, as the screen writes it. */
export function signedWords(value: number, words: (value: number) => string): string {
  if (Number.isNaN(value)) return '–';
  const size = words(Math.abs(value));
  // What is written as nothing has no sign.
  return /[1-9]/.test(size) ? `${value < 0 ? '−' : '+'}${size}` : size;
}

/** In the words of the board: its state, how far off its week it came, weeks sold out. */
export function stateWords({ state, timing, weeksLate, weeks }: LaunchTracking, { t, items }: PrintContext): string {
  const parts: string[] = [];
  if (state !== 'missing') parts.push(t(`monitor:board.states.${state}`));
  const out = weeks.filter(({ marks }) => marks.includes('stock-out')).length;
  if (out > 0 && state !== 'stock-out') parts.push(t('monitor:board.wasOut', { count: out }));
  if (timing === 'unplanned') parts.push(t('monitor:board.timing.unplanned'));
  if (timing === 'early' || timing === 'late' || timing === 'overdue' || timing === 'never') {
    parts.push(t(`monitor:board.timing.${timing}`, { count: Math.abs(weeksLate) }));
  }
  return items(parts);
}
