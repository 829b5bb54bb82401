import type { Forecast } from '#engine/forecast.ts';
import type { DemandChart, ForecastSeries, SeriesAccuracy } from '#export/plan-document.ts';
import type { DemandResult, DemandSeries } from '#state/demand/demand-store.ts';

type Evaluation = Pick<NonNullable<DemandSeries['forecast']>, 'chosen' | 'baseline' | 'forecasts' | 'scores' | 'held'>;

/** Categories that a report draws; the largest sellers. */
const mostCharts = 8;
const prefix = 'category:';

/** One chart a category with a forecast, by units sold; of everything, without a title, where there are no categories. */
export function toDemandCharts(result: DemandResult): readonly DemandChart[] {
  const forecast = result.series.filter((series) => series.forecast !== null);
  const categories = forecast.filter(({ id }) => id.startsWith(prefix));
  return (categories.length > 0 ? categories : forecast.filter(({ id }) => id === 'total'))
    .sort((a, b) => total(b) - total(a))
    .slice(0, mostCharts)
    .map((series) => toChart(series, series.forecast as Evaluation));
}

const total = ({ values }: DemandSeries): number =>
  values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);

function toChart(series: DemandSeries, forecast: Evaluation): DemandChart {
  return {
    ...toForecastSeries(series, forecast),
    title: series.id.startsWith(prefix) ? series.id.slice(prefix.length) : '',
    measure: series.measure ?? 'units',
    // A combination has no notation: its label names only how it was formed.
    model: forecast.chosen === 'combination' ? forecast.chosen : chosenOf(forecast).model.label,
    accuracy: accuracyOf(forecast),
  };
}

const forecastBy = (forecast: Evaluation, method: string) => forecast.forecasts.find((each) => each.method === method);

const chosenOf = (forecast: Evaluation) => forecastBy(forecast, forecast.chosen) ?? forecast.forecasts[0];

/** What a forecast chart draws: history, chosen forecast with its bands, naive forecast. */
export function toForecastSeries(
  series: Pick<DemandSeries, 'start' | 'frequency' | 'values'>,
  forecast: Evaluation,
): ForecastSeries {
  const chosen = chosenOf(forecast);
  const list = (part: keyof Forecast): number[] => Array.from(chosen.forecast[part]);
  return {
    start: series.start,
    daysPerPeriod: series.frequency === 12 ? 30 : 7,
    history: Array.from(series.values),
    mean: list('mean'),
    lo50: list('lo50'),
    hi50: list('hi50'),
    lo80: list('lo80'),
    hi80: list('hi80'),
    lo95: list('lo95'),
    hi95: list('hi95'),
    naive: Array.from(forecastBy(forecast, forecast.baseline)?.forecast.mean ?? []),
  };
}

function accuracyOf({ scores, chosen, baseline, held }: Evaluation): SeriesAccuracy | null {
  const score = scores.find(({ method }) => method === chosen);
  const naive = scores.find(({ method }) => method === baseline);
  if (!score || !naive) return null;
  const { wape, mase, bias, coverage80, coverage95, valueAdded, origins } = score;
  const beside = { naive: baseline, naiveWape: naive.wape, naiveMase: naive.mase };
  const proven = held && Number.isFinite(held.valueAdded) ? { ...held, origins: held.origins ?? 1 } : null;
  return { wape, mase, bias, coverage80, coverage95, valueAdded, origins, held: proven, ...beside };
}
