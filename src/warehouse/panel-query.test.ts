import { describe, expect, it } from 'vitest';
import { type DialectId, dialects } from './dialects.ts';
import { panelQuery } from './panel-query.ts';
import { mappingFault, type WarehouseMapping } from './warehouse-mapping.ts';
import { zoneOffsets } from './zone-offsets.ts';

const mapping: WarehouseMapping = {
  table: 'shop.order_lines',
  product: 'sku',
  time: { column: 'paid_at', type: 'utc' },
  zone: 'Europe/Berlin',
  weekStart: 0,
  units: { column: 'qty', type: 'number' },
  price: { column: 'unit price', type: 'text' },
  order: 'order_no',
  customer: 'buyer',
  tieBreaker: 'line_no',
};

describe('panelQuery', () => {
  it.each(Object.keys(dialects) as DialectId[])('asks no week function, and quotes every column: %s', (id) => {
    const text = panelQuery(mapping, id);
    expect(text).not.toMatch(/date_trunc|week\(|weekofyear|dayofweek|to_monday/i);
    expect(text).toContain(dialects[id].quote('unit price'));
    expect(text).toContain('FROM shop.order_lines');
    expect(text.split('(')).toHaveLength(text.split(')').length);
  });

  it('says what it leaves open where nothing orders lines of one time', () => {
    const { tieBreaker: _, ...open } = mapping;
    expect(panelQuery(open, 'duckdb')).toContain('may be netted otherwise');
    expect(panelQuery(mapping, 'duckdb')).not.toContain('may be netted otherwise');
  });
});

describe('mappingFault', () => {
  it('names what the query can do without least', () => {
    expect(mappingFault(mapping)).toBe('');
    expect(mappingFault({ ...mapping, table: ' ' })).toBe('table');
    expect(mappingFault({ ...mapping, zone: 'Europe/Nowhere' })).toBe('zone');
    expect(mappingFault({ ...mapping, top: 2.5 })).toBe('top');
    const { units: _units, order: _order, ...sums } = mapping;
    expect(mappingFault({ ...sums, revenue: { column: 'amount', type: 'number' } })).toBe('units');
  });
});

describe('zoneOffsets', () => {
  it('knows when the clocks change, and zones that never do', () => {
    expect(zoneOffsets('Asia/Shanghai')).toEqual([{ from: '', minutes: 480 }]);
    const berlin = zoneOffsets('Europe/Berlin');
    expect(berlin).toContainEqual({ from: '2024-03-31 01:00:00', minutes: 120 });
    expect(berlin).toContainEqual({ from: '2024-10-27 01:00:00', minutes: 60 });
  });
});
