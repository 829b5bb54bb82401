import { budget } from '#engine/budget.ts';
import { weekday } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import { proposeLastDays } from '#engine/launch/history/propose-last-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Dataset, ProductReviews } from '#engine/panel/dataset.ts';
import { buildCalendar } from '#ingest/assembly/build-calendar.ts';
import { type BuiltPanel, buildPanel, compareText } from '#ingest/assembly/build-panel.ts';
import type { Collection, ReviewTotals } from '#ingest/assembly/collection.ts';
import { fingerprintOf } from '#ingest/assembly/fingerprint.ts';
import { canonicalId } from '#ingest/cleaning/product-names.ts';
import type { DataDecisions } from '#ingest/import-report.ts';

export interface DatasetOptions {
  readonly decisions: DataDecisions;
  readonly currency: string;
  readonly keep: Dataset | undefined;
}

export interface BuiltDataset {
  readonly dataset: Dataset;
  readonly built: BuiltPanel | null;
  readonly issues: readonly Issue[];
  /** Why forecasts that were made elsewhere are not used. */
  readonly refusal: Issue | null;
}

/** Everything collected to a dataset; the parts that no file brought are taken from `keep`. */
export async function buildDataset(
  collection: Collection,
  options: DatasetOptions,
  yieldNow: () => Promise<void>,
): Promise<BuiltDataset> {
  const issues: Issue[] = [];
  const built = await buildPanel(collection, options.decisions, yieldNow);
  await yieldNow();
  const other = built ? otherWeekday(collection) : null;
  if (other !== null) issues.push({ code: 'weeks-start-otherwise', severity: 'info', params: { weekday: other } });
  const beyond = built?.steps.find(({ code }) => code === 'beyond-budget');
  if (built && beyond)
    issues.push({
      code: 'products-beyond-budget',
      severity: 'warning',
      params: { count: beyond.count, kept: built.panel.products.length },
    });
  const calendar = buildCalendar(collection.calendarRows, collection.weekStart);
  const candidates = distinctCandidates(collection, issues);
  const reviews = collectReviews(collection);
  const { keep } = options;
  const panel = built?.panel ?? keep?.panel ?? null;
  // Those of before go with other figures: they were made from others.
  const found = collection.answers.fit(panel);
  const answers = found && 'code' in found ? null : found;
  const content = {
    panel,
    calendar: calendar ?? keep?.calendar ?? null,
    candidates: proposeLastDays(candidates.length > 0 ? candidates : (keep?.candidates ?? []), panel),
    reviews: reviews.length > 0 ? reviews : (keep?.reviews ?? []),
    ...(answers ? { answers } : {}),
    currency: options.currency || keep?.currency || '',
  };
  return { dataset: { ...content, fingerprint: await fingerprintOf(content, yieldNow) }, built, issues, refusal: found && 'code' in found ? found : null };
}

/**
 * The day on which the weeks of the files begin (0 = Monday), where all their rows are of one weekday and the panel's weeks
 * begin on another; null else. Such a week is counted in the panel's week that holds its first day.
 */
function otherWeekday(collection: Collection): number | null {
  const days = [...collection.salesDays.keys()];
  if (collection.period !== 'week' || days.length < 4) return null;
  const [first] = days;
  const isOne = days.every((day) => weekday(day) === weekday(first));
  return isOne && weekday(first) !== collection.weekStart ? weekday(first) : null;
}

/** A candidate named in two files counts once, as the first file has it. */
function distinctCandidates(collection: Collection, issues: Issue[]): Candidate[] {
  const seen = new Map<string, Candidate>();
  for (const candidate of collection.candidates) {
    const key = canonicalId(candidate.id);
    if (!seen.has(key)) seen.set(key, candidate);
    else
      issues.push({
        code: 'candidate-repeated',
        severity: 'warning',
        row: candidate.row,
        params: { candidate: candidate.name },
      });
  }
  const candidates = [...seen.values()].slice(0, budget.candidates).sort((a, b) => compareText(a.id, b.id));
  const count = seen.size - candidates.length;
  if (count > 0)
    issues.push({ code: 'candidates-beyond-budget', severity: 'warning', params: { count, kept: candidates.length } });
  return candidates.map((candidate) => withCategory(candidate, collection));
}

/** A candidate without a category takes its predecessor's, where the data knows it. */
function withCategory(candidate: Candidate, collection: Collection): Candidate {
  if (candidate.category !== '' || !candidate.predecessor) return candidate;
  const index = collection.products.find(candidate.predecessor);
  const entry = index === undefined ? undefined : collection.products.entries[index];
  return entry ? { ...candidate, category: entry.catalogueCategory || entry.category } : candidate;
}

function ratingsByDay({ byDay }: ReviewTotals): Pick<ProductReviews, 'byDay'> {
  if (byDay.size === 0) return {};
  const days = [...byDay].sort(([a], [b]) => a - b);
  return {
    byDay: {
      day: Float64Array.from(days, ([day]) => day),
      count: Float64Array.from(days, ([, { count }]) => count),
      sum: Float64Array.from(days, ([, { sum }]) => sum),
    },
  };
}

function collectReviews(collection: Collection): ProductReviews[] {
  return [...collection.reviews]
    .map(([productId, totals]) => ({
      productId,
      count: totals.count,
      meanRating: totals.rated > 0 ? totals.ratingSum / totals.rated : Number.NaN,
      ...ratingsByDay(totals),
    }))
    .sort((a, b) => compareText(a.productId, b.productId));
}
