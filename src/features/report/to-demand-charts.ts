import type { Forecast } from '#engine/forecast.ts';
import type { DemandChart, SeriesAccuracy } from '#export/plan-document.ts';
import type { DemandResult, DemandSeries } from '#state/demand-store.ts';

type SeriesForecast = NonNullable<DemandSeries['forecast']>;

/** Categories that a report draws; the largest sellers. */
const mostCharts = 8;
const prefix = 'category:';

/** One chart a category with a forecast, by pieces sold; of everything, without a title, where there are no categories. */
export function toDemandCharts(result: DemandResult): readonly DemandChart[] {
  const forecast = result.series.filter((series) => series.forecast !== null);
  const categories = forecast.filter(({ id }) => id.startsWith(prefix));
  return (categories.length > 0 ? categories : forecast.filter(({ id }) => id === 'total'))
    .sort((a, b) => total(b) - total(a))
    .slice(0, mostCharts)
    .map((series) => toChart(series, series.forecast as SeriesForecast));
}

const total = ({ values }: DemandSeries): number =>
  values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);

function toChart(series: DemandSeries, forecast: SeriesForecast): DemandChart {
  const of = (method: string) => forecast.forecasts.find((each) => each.method === method);
  const chosen = of(forecast.chosen) ?? forecast.forecasts[0];
  const list = (part: keyof Forecast): number[] => Array.from(chosen.forecast[part]);
  return {
    title: series.id.startsWith(prefix) ? series.id.slice(prefix.length) : '',
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
    naive: Array.from(of(forecast.baseline)?.forecast.mean ?? []),
    model: chosen.model.label,
    accuracy: accuracyOf(forecast),
  };
}

function accuracyOf({ scores, chosen }: SeriesForecast): SeriesAccuracy | null {
  const score = scores.find(({ method }) => method === chosen);
  if (!score) return null;
  const { wape, mase, bias, coverage80, coverage95, valueAdded, origins } = score;
  return { wape, mase, bias, coverage80, coverage95, valueAdded, origins };
}
