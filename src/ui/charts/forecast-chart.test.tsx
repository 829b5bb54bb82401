// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it, vi } from 'vitest';
import { startLanguage } from '#i18n/start-language.ts';
import { BarsChart } from './bars-chart.tsx';
import { everyFew } from './chart-language.ts';
import { ForecastChart, type ForecastPoint } from './forecast-chart.tsx';
import { LinesChart } from './lines-chart.tsx';
import { saveFile } from './save-chart.ts';

vi.mock('./save-chart.ts', async (original) => ({
  ...(await original<typeof import('./save-chart.ts')>()),
  saveFile: vi.fn(),
}));
// What the menu holds, as plain buttons: a menu needs a laid-out page.
vi.mock('#ui/controls/menu.tsx', () => ({
  Menu: ({ entries }: { entries: readonly { id: string; onAction: () => void }[] }) =>
    entries.map(({ id, onAction }) => (
      <button key={id} type="button" data-entry={id} onClick={onAction}>
        {id}
      </button>
    )),
}));

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
beforeAll(() => startLanguage('en'));

/** The rows of the file that a chart hands out, and the words of its legend. */
async function take(chart: React.ReactNode): Promise<{ readonly csv: string[]; readonly legend: string[] }> {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  await act(() => root.render(chart));
  const legend = [...place.querySelectorAll('[data-legend]')].map((entry) => entry.textContent ?? '');
  await act(() => place.querySelector<HTMLButtonElement>('[data-entry="csv"]')?.click());
  const csv = String(vi.mocked(saveFile).mock.lastCall?.[1]).replace('\uFEFF', '').split('\r\n');
  await act(() => root.unmount());
  return { csv, legend };
}

const bands = { band50: [5, 7], band80: [4, 8], band95: [3, 9.5] } as const;
const ahead = (x: number): ForecastPoint => ({ x, history: null, forecast: 6, naive: null, ...bands });
const props = {
  title: 'Mugs',
  unit: 'units',
  formatX: (x: number) => `the week of ${x}`,
  formatValue: (value: number) => `${value} pcs`,
  formatTick: String,
};

it('a forecast leaves as figures: ISO dates, both ends of each range that is drawn, nothing that no point has', async () => {
  const { csv, legend } = await take(<ForecastChart {...props} points={[ahead(20_397), ahead(20_404)]} />);
  expect(csv).toEqual([
    'Week,Forecast (units),50% low (units),50% high (units),80% low (units),80% high (units),95% low (units),95% high (units)',
    '2025-11-12,6,5,7,4,8,3,9.5',
    '2025-11-05,6,5,7,4,8,3,9.5',
  ]);
  expect(legend).toEqual(['Forecast', '50, 80 and 95% intervals']);
});

it('with a history the legend and the file have it', async () => {
  const past: ForecastPoint = {
    ...ahead(20_390),
    history: 5,
    forecast: null,
    naive: 4,
    band50: null,
    band80: null,
    band95: null,
  };
  const { csv, legend } = await take(<ForecastChart {...props} points={[past, ahead(20_397)]} />);
  expect(csv[0]).toMatch(/^Week,History \(units\),Forecast \(units\),50% low/);
  expect(csv[0]).toMatch(/,Same weeks last year \(units\)$/);
  expect(csv[2]).toBe('2025-10-29,5,,,,,,,,4');
  expect(legend).toEqual(['History', 'Forecast', '50, 80 and 95% intervals', 'Same weeks last year']);
});

it('curves over days leave with ISO dates, bars with both ends of their ranges', async () => {
  const lines = await take(
    <LinesChart
      {...props}
      xName="Week"
      xs={[20_397, 20_404]}
      isDays
      curves={[{ name: 'a', color: 'red', values: [1.5, null] }]}
    />,
  );
  expect(lines.csv).toEqual(['Week,a (units)', '2025-11-05,1.5', '2025-11-12,']);
  const bars = await take(
    <BarsChart
      title="Effects"
      unit="percent"
      nameHeader="Event"
      formatValue={(value) => `${value} %`}
      rows={[
        { name: '618', value: 41.25, range: [30, 52.5] },
        { name: '双11', value: 60 },
      ]}
    />,
  );
  expect(bars.csv).toEqual(['Event,percent,95% low (percent),95% high (percent)', '618,41.25,30,52.5', '双11,60,,']);
});

it('an axis of weeks labels days on which weeks begin', () => {
  const weeks = Array.from({ length: 13 }, (_, a) => 20_397 + 7 * a);
  expect(everyFew(weeks)).toEqual([0, 2, 4, 6, 8, 10, 12].map((a) => weeks[a]));
  expect(everyFew(weeks.slice(0, 5))).toEqual(weeks.slice(0, 5));
  expect(everyFew([])).toEqual([]);
});
