import { expect, it } from 'vitest';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { eventSpans, resolvableSpan } from './to-span.ts';

const panel = { ...randomPanel(1), start: 20_000, periods: 60 };
const event = (name: string, from: number, to: number, kind: MarketEvent['kind'] = 'promotion'): MarketEvent => ({
  ...{ name, kind, from, to },
});

it('offers the weeks that each event touches, the latest first', () => {
  const spans = eventSpans(panel, [
    event('618', 20_010, 20_018),
    event('Double 11', 20_073, 20_080),
    event('Children', 20_009, 20_009, 'holiday'),
    event('Break', 20_008, 20_011, 'holiday'),
    event('Singles', 20_070, 20_077),
    event('before the data', 19_990, 20_003),
    event('after the data', 20_415, 20_421),
  ]);
  expect(spans.map(({ names, from, to, year }) => [names.join(), from, to, year])).toEqual([
    ['Double 11,Singles', 20_070, 20_077, 2024],
    ['618', 20_007, 20_014, 2024],
    ['Break', 20_007, 20_007, 2024],
  ]);
});

it('knows a chosen span from everything', () => {
  expect(resolvableSpan(panel, { kind: 'all' }).value).toBe('all');
  expect(resolvableSpan(panel, { kind: 'between', from: 20_007, to: 20_014 }).value).toBeNull();
  const { spans, value } = resolvableSpan(panel, { kind: 'last', periods: 7 });
  expect(value).toBe('7');
  expect(spans.map(({ id }) => id)).toEqual(['4', '7', '13', '26', '52', 'all']);
});
