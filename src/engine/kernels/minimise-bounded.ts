const golden = (3 - Math.sqrt(5)) / 2;

/**
 * Minimum of a function of one variable on [lower, upper] by Brent's method (Algorithms for Minimization without
 * Derivatives, 1973, chapter 5: golden sections and parabolas), as R's `optimize`. Finds one local minimum; values that
 * are not finite count as very large. About 20 evaluations.
 */
export function minimiseBounded(
  objective: (x: number) => number,
  lower: number,
  upper: number,
  tolerance = 2 ** -13,
): number {
  const at = (x: number): number => {
    const value = objective(x);
    return Number.isFinite(value) ? value : Number.MAX_VALUE;
  };
  let [a, b] = [lower, upper];
  let x = a + golden * (b - a);
  let [w, v] = [x, x];
  let fx = at(x);
  let [fw, fv] = [fx, fx];
  let [step, before] = [0, 0];
  for (let iteration = 0; iteration < 200; iteration++) {
    const middle = (a + b) / 2;
    const close = 1.5e-8 * Math.abs(x) + tolerance / 3;
    if (Math.abs(x - middle) <= 2 * close - (b - a) / 2) return x;
    let [p, q] = [0, 0];
    const old = before;
    if (Math.abs(before) > close) {
      const r = (x - w) * (fx - fv);
      q = (x - v) * (fx - fw);
      p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      before = step;
    }
    if (Math.abs(p) >= Math.abs(0.5 * q * old) || p <= q * (a - x) || p >= q * (b - x)) {
      before = x < middle ? b - x : a - x;
      step = golden * before;
    } else {
      step = p / q;
      const u = x + step;
      if (u - a < 2 * close || b - u < 2 * close) step = x >= middle ? -close : close;
    }
    const u = Math.abs(step) >= close ? x + step : x + Math.sign(step || 1) * close;
    const fu = at(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
      continue;
    }
    if (u < x) a = u;
    else b = u;
    if (fu <= fw || w === x) {
      [v, fv] = [w, fw];
      [w, fw] = [u, fu];
    } else if (fu <= fv || v === x || v === w) {
      [v, fv] = [u, fu];
    }
  }
  return x;
}
