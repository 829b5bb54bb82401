import { expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { portableMath } from './portable-math.ts';

/** In units of the last place of what is expected. */
function unitsOff(found: number, expected: number): number {
  if (Object.is(found, expected)) return 0;
  return Math.abs(found - expected) / (Math.abs(expected) * 2 ** -52 || 2 ** -1074);
}

const ranges: Readonly<Record<keyof typeof portableMath, readonly [from: number, to: number, most: number]>> = {
  exp: [-40, 40, 2],
  expm1: [-2, 2, 4],
  log: [1e-9, 1e9, 2],
  log1p: [-0.999, 50, 4],
  tanh: [-5, 5, 8],
  sin: [-700, 700, 2],
  cos: [-700, 700, 2],
  hypot: [-1e3, 1e3, 4],
};

it.each(Object.keys(ranges) as (keyof typeof ranges)[])(
  '%s is that of this machine but for the last places',
  (name) => {
    const random = createRandom(7);
    const [from, to, most] = ranges[name];
    const units = Array.from({ length: 4000 }, () => {
      const x = from + (to - from) * random.next();
      const own = name === 'hypot' ? Math.hypot(x, 3) : Math[name](x);
      const found = name === 'hypot' ? portableMath.hypot(x, 3) : portableMath[name](x);
      return Math.abs(own) > 1e-6 ? unitsOff(found, own) : 0;
    });
    expect(Math.max(...units)).toBeLessThan(most);
  },
);

it('answers at the edges as the standard says', () => {
  const { exp, expm1, log, log1p, tanh, sin, cos, hypot } = portableMath;
  const infinity = Number.POSITIVE_INFINITY;
  expect([exp(0), exp(infinity), exp(-infinity), exp(710), exp(-746), exp(Number.NaN)]).toEqual([
    1,
    infinity,
    0,
    infinity,
    0,
    Number.NaN,
  ]);
  expect([exp(-740), exp(709.7)].map((value, i) => unitsOff(value, Math.exp([-740, 709.7][i])) < 2)).toEqual([
    true,
    true,
  ]);
  expect([log(0), log(-1), log(1), log(infinity), log(5e-324)]).toEqual([
    -infinity,
    Number.NaN,
    0,
    infinity,
    Math.log(5e-324),
  ]);
  expect([expm1(0), expm1(-50), expm1(infinity), expm1(1e-20)]).toEqual([0, -1, infinity, 1e-20]);
  expect([log1p(0), log1p(-1), log1p(-2), log1p(infinity)]).toEqual([0, -infinity, Number.NaN, infinity]);
  expect([tanh(0), tanh(90), tanh(-90), sin(0), cos(0), hypot(3, 4), hypot()]).toEqual([0, 1, -1, 0, 1, 5, 0]);
});

it('gives these bits wherever it runs', () => {
  // Found in Chromium and Firefox, whose own functions give different ones (bench: e2e/firefox.spec.ts compares whole plans).
  const words = new DataView(new ArrayBuffer(8));
  let hash = 0;
  for (let i = 0; i < 2000; i++)
    for (const [name, each] of Object.entries(portableMath)) {
      words.setFloat64(0, each(name.startsWith('log') ? (i + 0.5) / 7 : (i - 1000) / 37));
      hash = (Math.imul(hash, 31) + words.getInt32(0)) | 0;
      hash = (Math.imul(hash, 31) + words.getInt32(4)) | 0;
    }
  expect(hash).toBe(-784082836);
});
