import { type Forecast, forecastByDeviate } from '#engine/forecast.ts';
import { normalCumulative } from '#engine/kernels/normal-distribution.ts';

/**
 * A forecast of counts with the same mean and variance in every period: negative binomial where the variance exceeds
 * the mean, else Poisson; for means above 300 the gamma distribution by Wilson and Hilferty's cube.
 */
export function toCountForecast(mean: number, variance: number, horizon: number): Forecast {
  const quantile = mean <= 300 ? discreteQuantile(mean, variance) : gammaQuantile(mean, Math.max(variance, mean));
  const column = (value: number): Float64Array => new Float64Array(horizon).fill(value);
  return forecastByDeviate(column(mean), (z) => column(quantile(z)));
}

/** Smallest count whose probability reaches that of the normal score z. */
function discreteQuantile(mean: number, variance: number): (z: number) => number {
  if (!(mean > 0)) return () => 0;
  const dispersed = variance > mean * 1.0001;
  const size = dispersed ? (mean * mean) / (variance - mean) : 0;
  const success = dispersed ? size / (size + mean) : 0;
  const zero = dispersed ? Math.exp(size * Math.log(success)) : Math.exp(-mean);
  const ratio = (k: number): number => (dispersed ? ((k + size) / (k + 1)) * (1 - success) : mean / (k + 1));
  return (z) => {
    const target = normalCumulative(z);
    let probability = zero;
    let cumulative = probability;
    let k = 0;
    while (cumulative < target && k < 1e5) {
      probability *= ratio(k);
      cumulative += probability;
      k++;
    }
    return k;
  };
}

function gammaQuantile(mean: number, variance: number): (z: number) => number {
  const shape = (mean * mean) / variance;
  return (z) => Math.max(0, mean * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3);
}
