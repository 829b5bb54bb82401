import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ParetoArchive } from './pareto-archive.ts';

it('keeps exactly the plans that no other beats, each point once, by falling profit', () => {
  const point = fc.record({ profit: fc.integer({ min: 0, max: 12 }), risk: fc.integer({ min: 0, max: 12 }) });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), (points) => {
      const archive = new ParetoArchive();
      for (const { profit, risk } of points) {
        const accepts = archive.accepts(profit, risk);
        expect(archive.offer(profit, risk, new Int32Array(1))).toBe(accepts);
      }
      const beaten = (a: (typeof points)[number]): boolean =>
        points.some((b) => b.profit >= a.profit && b.risk <= a.risk && (b.profit > a.profit || b.risk < a.risk));
      const expected = [...new Set(points.filter((a) => !beaten(a)).map(({ profit, risk }) => `${profit}/${risk}`))];
      expect(archive.plans.map(({ profit, risk }) => `${profit}/${risk}`).sort()).toEqual(expected.sort());
      const profits = archive.plans.map(({ profit }) => profit);
      expect(profits).toEqual([...profits].sort((a, b) => b - a));
    }),
  );
});
