// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { describe, expect, it } from 'vitest';
import { type Column, DataTable, rowsInSight } from './data-table.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const columns: readonly Column<number>[] = [{ id: 'n', header: 'n', cell: (n) => `row ${n}` }];

describe('a long table', () => {
  it('draws rows after a search over it, scrolled far down, is cleared', async () => {
    const place = document.createElement('div');
    document.body.append(place);
    const root = createRoot(place);
    const show = (count: number) =>
      act(() =>
        root.render(
          <DataTable
            caption="all"
            columns={columns}
            rows={Array.from({ length: count }, (_, n) => n)}
            rowKey={String}
            maxHeight={360}
          />,
        ),
      );
    await show(2000);
    const scroll = place.querySelector('section') as HTMLElement;
    scroll.scrollTop = 7000;
    await act(() => scroll.dispatchEvent(new Event('scroll', { bubbles: true })));
    expect(place.textContent).toContain('row 194');
    expect(place.textContent).not.toContain('row 0');
    await show(3);
    // What a browser does where nothing is left to scroll: the listener of a long table is not there to hear of it.
    scroll.scrollTop = 0;
    await act(() => scroll.dispatchEvent(new Event('scroll', { bubbles: true })));
    await show(2000);
    expect(place.textContent).toContain('row 0');
    expect(place.textContent).not.toContain('row 194');
    await act(() => root.unmount());
  });

  it.each([
    ['zh-CN', '李张'],
    ['en-GB', '张李'],
  ])('sorts names as the language of the page does, whatever the browser’s is: %s', async (language, order) => {
    document.documentElement.lang = language;
    const place = document.createElement('div');
    document.body.append(place);
    const root = createRoot(place);
    const named: Column<string> = { id: 'name', header: 'name', cell: (name) => name, sortBy: (name) => name };
    await act(() => root.render(<DataTable caption="names" columns={[named]} rows={['张', '李']} rowKey={String} />));
    // A column that can be sorted begins with the largest, then turns round.
    for (let press = 0; press < 2; press++) await act(() => place.querySelector('button')?.click());
    const shown = [...place.querySelectorAll('tbody tr')].map((row) => row.textContent).join('');
    const sort = place.querySelector('[aria-sort]')?.getAttribute('aria-sort');
    expect(sort === 'descending' ? [...shown].reverse().join('') : shown).toBe(order);
    await act(() => root.unmount());
  });

  it('never looks for rows past its last ones', () => {
    expect(rowsInSight(1000, 500, 360)).toEqual({ isWindowed: true, from: 492, to: 518 });
    expect(rowsInSight(250, 900, 360)).toEqual({ isWindowed: true, from: 232, to: 250 });
    expect(rowsInSight(200, 900, 360)).toEqual({ isWindowed: false, from: 0, to: 200 });
    expect(rowsInSight(1000, 500, undefined)).toEqual({ isWindowed: false, from: 0, to: 1000 });
  });
});
