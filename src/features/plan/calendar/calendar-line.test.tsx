// @vitest-environment happy-dom
import type { TFunction } from 'i18next';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFormats } from '#i18n/formats.ts';
import { moveLaunch, selectLaunch } from '#state/plan/plan-edits.ts';
import { stopTrying, tryLaunch } from '#state/plan/plan-pricing.ts';
import { CalendarLine } from './calendar-line.tsx';
import styles from './launch-calendar.module.css';
import type { CalendarRow } from './to-calendar-rows.ts';

vi.mock('#state/plan/plan-edits.ts', () => ({
  moveLaunch: vi.fn(),
  selectLaunch: vi.fn(),
  toggleForbiddenWeek: vi.fn(),
  toggleLock: vi.fn(),
}));
vi.mock('#state/plan/plan-pricing.ts', () => ({ stopTrying: vi.fn(), tryLaunch: vi.fn() }));
vi.mock('#state/plan/plan-workers.ts', () => ({ planningClient: {}, candidatesClient: {} }));

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const row: CalendarRow = {
  product: 0,
  id: 'cup',
  name: 'Cup',
  category: 'mugs',
  isMust: false,
  week: 2,
  windowFrom: 1,
  windowTo: 4,
  ownWeek: 4,
  isLocked: false,
  isMoved: false,
  isBroken: false,
  verdict: null,
  wave: '',
  earliest: 0,
  latest: 9,
  closedWeeks: [],
  kept: 0.8,
  weekly: [4, 8, 6],
  range: { low: 0.5, high: 1.5 },
  restWeek: 2,
  launch: null,
  notSelected: null,
};
const words = {
  t: ((key: string) => key) as unknown as TFunction<'plan'>,
  formats: createFormats('en'),
  weekName: (week: number) => `week ${week}`,
  ruleWords: () => '',
  currency: '',
};

let root: Root;
let place: HTMLElement;

beforeEach(async () => {
  vi.clearAllMocks();
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  const line = { row, name: 'Cup', y: 0, step: 20, weeks: 10, highest: 10, words, isSelected: false };
  await act(() =>
    root.render(
      <svg aria-hidden="true">
        <CalendarLine {...line} onMenu={() => undefined} />
      </svg>,
    ),
  );
  handle().setPointerCapture = () => undefined;
});

afterEach(() => act(() => root.unmount()));

const handle = () => place.querySelector(`.${styles.handle}`) as SVGGElement;
const line = () => place.querySelector('[role="slider"]') as SVGGElement;
const weekShown = () => line().getAttribute('aria-valuenow');
const point = (type: string, week: number, pointerId = 1) =>
  act(() =>
    handle().dispatchEvent(
      new PointerEvent(type, { bubbles: true, button: 0, pointerId, clientX: 20 * week + 10, clientY: 10 }),
    ),
  );
const press = (key: string) => act(() => line().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));

describe("a launch's line in the hand", () => {
  it('moves the launch to where it is let go', async () => {
    await point('pointerdown', 2);
    await point('pointermove', 5);
    expect(weekShown()).toBe('5');
    expect(tryLaunch).toHaveBeenLastCalledWith('cup', 5);
    await point('pointerup', 5);
    expect(moveLaunch).toHaveBeenCalledExactlyOnceWith('cup', 5);
  });

  it('is let go for good with Escape: what the hand does after that moves nothing', async () => {
    await point('pointerdown', 2);
    await point('pointermove', 5);
    await press('Escape');
    expect(weekShown()).toBe('2');
    await point('pointermove', 6);
    expect(weekShown()).toBe('2');
    await point('pointerup', 6);
    expect(moveLaunch).not.toHaveBeenCalled();
    expect(selectLaunch).not.toHaveBeenCalled();
    expect(stopTrying).toHaveBeenCalled();
  });

  it('is let go where the browser takes the finger for itself', async () => {
    await point('pointerdown', 2);
    await point('pointermove', 3);
    await point('pointercancel', 3);
    expect(weekShown()).toBe('2');
    await point('pointermove', 6);
    expect(weekShown()).toBe('2');
    expect(moveLaunch).not.toHaveBeenCalled();
  });

  it('keeps the page from scrolling under a finger that holds the mark, and only then', async () => {
    const swipe = (): boolean => {
      const event = new Event('touchmove', { bubbles: true, cancelable: true });
      handle().dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(swipe()).toBe(false);
    await point('pointerdown', 2);
    expect(swipe()).toBe(true);
    await point('pointerup', 2);
    expect(swipe()).toBe(false);
    expect(selectLaunch).toHaveBeenCalledExactlyOnceWith('cup');
  });

  it('follows one finger alone', async () => {
    await point('pointerdown', 2, 1);
    await point('pointermove', 8, 2);
    await point('pointerup', 8, 2);
    expect(weekShown()).toBe('2');
    await point('pointermove', 4, 1);
    await point('pointerup', 4, 1);
    expect(moveLaunch).toHaveBeenCalledExactlyOnceWith('cup', 4);
  });

  it("draws the manager's own week over the window that it lies in", () => {
    const drawn = [...line().querySelectorAll('*')].map((element) => element.getAttribute('class') ?? '');
    const at = (name: 'window' | 'own' | 'demand'): number =>
      drawn.findIndex((names) => names.split(' ').includes(styles[name]));
    expect(at('window')).toBeGreaterThan(-1);
    expect(at('own')).toBeGreaterThan(at('window'));
    expect(at('own')).toBeGreaterThan(at('demand'));
  });
});
