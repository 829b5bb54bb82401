import { expect, it } from 'vitest';
import { bringColumnsBack, putColumnsAside } from './columns-aside.ts';

it('keeps large columns as files and brings them back bit for bit, whatever else is there', async () => {
  const column = Float64Array.from({ length: 140_000 }, (_, i) =>
    i % 7 === 0 ? Number.NaN : i % 5 === 0 ? -0 : i / 3,
  );
  const facts = {
    dataset: { panel: { units: column, price: column.subarray(3, 139_000), few: column.slice(0, 9), promotion: null } },
    names: new Map([['a', 1]]),
    list: [{ column }],
    none: undefined,
    when: new Date(0),
  };
  const stored = putColumnsAside(facts) as typeof facts;
  expect(stored.dataset.panel.units).toEqual({ columnAside: expect.any(Blob) });
  expect(stored.dataset.panel.few).toBe(facts.dataset.panel.few);
  expect(stored.list).toBe(facts.list);
  const back = (await bringColumnsBack(stored)) as typeof facts;
  expect(back).toEqual(facts);
  const bits = ({ dataset }: typeof facts) => new BigInt64Array(dataset.panel.units.slice().buffer);
  expect(bits(back)).toEqual(bits(facts));
});

it('leaves facts as they are that were stored before', async () => {
  for (const facts of [null, 3, 'text', [1], { panel: { units: new Float64Array(3) } }])
    expect(await bringColumnsBack(facts)).toEqual(facts);
});
