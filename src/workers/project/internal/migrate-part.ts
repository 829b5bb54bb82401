import type { ProjectPart } from '#workers/project/contract.ts';

/** A step from one version of a part to the next. Its input has no shape yet: what does not fit fails the check after it. */
type Migration = (value: Fields) => unknown;
type Fields = Readonly<Record<string, unknown>>;

/** By part, the step from version 1 on. */
const migrations: Readonly<Record<string, readonly Migration[]>> = {
  settings: [
    // The first version also held language and appearance, which are the reader's own.
    ({ step, horizonWeeks, seed }) => ({ step, horizonWeeks, seed }),
  ],
  // The first version kept the figures of every method that lost; their models stay.
  demand: [
    (job) => {
      const result = fieldsOf(job.result);
      if (!('series' in result)) return job;
      const series = listOf(result.series).map((one) => ({ ...one, forecast: withoutLosers(one.forecast) }));
      return { ...job, result: { ...result, series } };
    },
  ],
  training: [
    // One network, the article's, whose result had another shape: it is trained again.
    ({ choices, measured }) => ({
      job: { status: 'idle' },
      choices: { ...fieldsOf(choices), network: 'tuned' },
      measured,
    }),
    // A contest said nothing to the demand forecasts: it is held again.
    ({ choices, measured }) => ({ job: { status: 'idle' }, choices, measured }),
  ],
  report: [
    // The first version knew no chapters that may be left out.
    (choices) => ({ ...choices, omitted: [] }),
    // The second version did not carry the project in the PDF.
    (choices) => ({ ...choices, carriesProject: true, carriesRows: false }),
    // The third knew no chapter of reasons: it stands in the document until it is left out.
    (choices) => choices,
  ],
};

function withoutLosers(forecast: unknown): unknown {
  if (forecast === null) return null;
  const contest = fieldsOf(forecast) as Fields;
  const forecasts = listOf(contest.forecasts);
  return {
    ...contest,
    forecasts: forecasts.filter(({ method }, i) => i === 0 || method === contest.chosen || method === contest.baseline),
    models: forecasts.map(({ method, model }) => ({ method, model })),
    folds: listOf(contest.folds).map((fold) => {
      const { mean } = fieldsOf(fold.forecast) as Fields;
      return { ...fold, forecast: { mean } };
    }),
  };
}

/** The entries that are objects; what is no list has none, and fails the check after it. */
function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map((entry) => fieldsOf(entry) as Fields) : [];
}

function fieldsOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** The part in the version `to`; null: no way leads there. */
export function migratePart(part: ProjectPart, to: number): unknown {
  let value = part.value;
  for (let version = part.version; version < to; version++) {
    const step = migrations[part.key]?.[version - 1];
    if (!step || typeof value !== 'object' || value === null) return null;
    value = step(value as Fields);
  }
  return value;
}
