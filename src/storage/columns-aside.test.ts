import { expect, it, vi } from 'vitest';
import { createColumn } from '#engine/create-column.ts';
import { bringColumnsBack, putColumnsAside } from './columns-aside.ts';

const bitsOf = (column: Float64Array): Buffer => Buffer.from(column.slice().buffer);

it('keeps large columns as files and brings them back bit for bit, whatever else is there', async () => {
  const column = Float64Array.from({ length: 140_000 }, (_, i) =>
    i % 7 === 0 ? Number.NaN : i % 5 === 0 ? -0 : i / 3,
  );
  const facts = {
    dataset: { panel: { units: column, price: column.subarray(3, 139_000), few: column.slice(0, 9), promotion: null } },
    names: new Map([['a', 1]]),
    list: [{ few: column.slice(0, 9) }],
    none: undefined,
    when: new Date(0),
  };
  const stored = putColumnsAside(facts) as typeof facts;
  expect(stored.dataset.panel.units).toEqual({ columnAside: expect.any(Blob) });
  expect(stored.dataset.panel.few).toBe(facts.dataset.panel.few);
  expect(stored.list).toBe(facts.list);
  const { dataset, ...others } = (await bringColumnsBack(stored)) as typeof facts;
  const { dataset: before, ...othersBefore } = facts;
  expect(others).toEqual(othersBefore);
  expect(dataset.panel.promotion).toBeNull();
  for (const name of ['units', 'price', 'few'] as const) {
    expect(dataset.panel[name].length).toBe(before.panel[name].length);
    expect(Buffer.compare(bitsOf(dataset.panel[name]), bitsOf(before.panel[name]))).toBe(0);
  }
});

it('leaves facts as they are that were stored before', async () => {
  for (const facts of [null, 3, 'text', [1], { panel: { units: new Float64Array(3) } }])
    expect(await bringColumnsBack(facts)).toEqual(facts);
});

it('keeps columns that are shared, which no database takes, and shares them again', async () => {
  vi.stubGlobal('crossOriginIsolated', true);
  const units = createColumn(300_000).map((_, i) => i / 7);
  const shared = createColumn(300_000);
  shared.set(units);
  const stored = structuredClone(putColumnsAside({ units: shared }));
  const back = (await bringColumnsBack(stored)) as { readonly units: Float64Array };
  expect(Buffer.compare(bitsOf(back.units), bitsOf(units))).toBe(0);
  expect(back.units.buffer).toBeInstanceOf(SharedArrayBuffer);
  vi.unstubAllGlobals();
});
