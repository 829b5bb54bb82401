import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

/** What has the focus, and what of it a person can see. */
interface Focus {
  readonly name: string;
  /** The element, or the label that draws the ring for its hidden field, has an outline or a ring. */
  readonly isMarked: boolean;
  /** Its middle is on screen and nothing else lies over it. */
  readonly isInView: boolean;
}

async function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(async () => {
    // A group that marks itself when the focus is within does so with the next drawing.
    for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
    const active = document.activeElement ?? document.body;
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--focus)';
    const focusColour = getComputedStyle(probe).color;
    probe.remove();
    const ringed = (element: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth } = getComputedStyle(element);
      // In a drawing the ring is a stroke in the focus colour.
      if (stroke === focusColour && Number.parseFloat(strokeWidth) >= 2) return true;
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    };
    const shownBy = active.closest('label, [data-focus-within]') ?? active.closest('[data-focus-visible]') ?? active;
    const marks = [active, shownBy, ...shownBy.querySelectorAll('*')];
    const box = shownBy.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const label = active.getAttribute('aria-label') ?? (active as HTMLInputElement).labels?.[0]?.textContent;
    const name = `${active.tagName.toLowerCase()} ${label ?? active.textContent ?? ''} in ${active.parentElement?.className}`;
    return {
      name: name.replace(/\s+/g, ' ').slice(0, 80),
      isMarked: marks.some(ringed),
      isInView: box.bottom > 0 && box.top < innerHeight && (shownBy.contains(top) || (top?.contains(shownBy) ?? false)),
    };
  });
}

const neverMarked = new Set<string>();

/** Presses Tab until the wanted element has the focus; on the way every stop must show where the focus is. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 120): Promise<void> {
  for (let stop = 0; stop < most; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    const focus = await focusOf(page);
    if (focus.name.startsWith('body')) continue;
    if (!focus.isMarked) neverMarked.add(`no mark on ${focus.name}`);
    if (!focus.isInView) neverMarked.add(`out of sight: ${focus.name}`);
  }
  throw new Error(`not reached in ${most} stops: ${wanted}`);
}

test('from files to the PDF with the keyboard alone, the focus in sight at every stop @long', async ({ page }) => {
  test.setTimeout(300_000);
  neverMarked.clear();
  const journey = new Journey(page);
  const { words } = journey;
  const { keyboard } = page;
  // Asked for in time: the browser's own dialog would open where nobody waits for it yet.
  const chosen = page.waitForEvent('filechooser');
  await page.goto('./');
  await expect(journey.button(words.data.drop.button)).toBeVisible();

  await test.step('the first stop leads past the rail, and files are chosen', async () => {
    await keyboard.press('Tab');
    await expect(page.getByRole('link', { name: words.shell.skip })).toBeFocused();
    await keyboard.press('Enter');
    await tabTo(page, journey.button(words.data.drop.button), 'Tab', 12);
    await keyboard.press('Enter');
    await (await chosen).setFiles(simulatedAssortment(12, 3));
    await journey.waitFor('data', 'done', 60_000);
  });

  await test.step('a menu opens, answers arrows and gives the focus back', async () => {
    const menu = page.getByRole('button', { name: words.shell.project.unnamed }).first();
    await tabTo(page, menu, 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await keyboard.press('ArrowDown');
    expect((await focusOf(page)).isMarked).toBe(true);
    await keyboard.press('Escape');
    await expect(menu).toBeFocused();
  });

  await test.step('a launch is moved by a week and taken back', async () => {
    await journey.waitFor('plan', 'done', 200_000);
    await tabTo(page, journey.step('plan'), 'Shift+Tab');
    await keyboard.press('Enter');
    const launch = page.getByRole('slider').first();
    await expect(launch).toBeVisible({ timeout: 30_000 });
    await tabTo(page, launch);
    const week = async (): Promise<number> => Number(await launch.getAttribute('aria-valuenow'));
    const before = await week();
    const direction = before > 2 ? 'ArrowLeft' : 'ArrowRight';
    await keyboard.press(direction);
    // What it costs is said before it is done.
    await expect(page.locator('main [data-trial]').first()).toBeVisible();
    await expect(launch).toHaveAttribute('aria-valuetext', /\d/);
    await keyboard.press('Escape');
    await expect.poll(week).toBe(before);
    await keyboard.press(direction);
    await keyboard.press('Enter');
    await expect.poll(week, { timeout: 30_000 }).not.toBe(before);
    await expect(launch).toBeFocused();
    await keyboard.press('Control+z');
    await expect.poll(week, { timeout: 30_000 }).toBe(before);
  });

  await test.step('the PDF is made', async () => {
    await tabTo(page, journey.place('report'), 'Shift+Tab');
    await keyboard.press('Enter');
    const make = journey.button(words.report.step.document.export);
    await expect(make).toBeVisible({ timeout: 30_000 });
    await tabTo(page, make);
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 120_000 }),
      keyboard.press('Enter'),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  expect([...neverMarked]).toEqual([]);
});
