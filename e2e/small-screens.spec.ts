import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { openPlan } from './open-plan.ts';

test.describe('a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });

  test('a finger moves a launch by its mark, and scrolls the page beside it @long', async ({ page }) => {
    test.setTimeout(300_000);
    const journey = await openPlan(page, 12);
    const touch = await page.context().newCDPSession(page);
    const swipe = async (from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> => {
      const at = (share: number) => [{ x: from.x + share * by.x, y: from.y + share * by.y }];
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
      for (let k = 1; k <= 12; k++) {
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(k / 12) });
        await page.waitForTimeout(20);
      }
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const line = page.getByRole('slider').nth(0);
    await line.scrollIntoViewIfNeeded();
    const mark = line.locator('[data-handle]');
    await mark.evaluate((element) => element.scrollIntoView({ block: 'center', inline: 'center' }));
    const box = await boxOf(mark);
    const weekBefore = Number(await line.getAttribute('aria-valuenow'));

    await test.step('the mark goes with the finger and stays where it is let go', async () => {
      // Where the drawing lies on screen: what comes and goes above it does not move it, a scroll would.
      const place = async () => {
        const { x, y } = await boxOf(page.getByRole('group', { name: journey.words.plan.calendar.title }));
        return [Math.round(x), Math.round(y)];
      };
      const before = await place();
      await swipe({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, { x: 66, y: 20 });
      await expect(line).toHaveAttribute('aria-valuenow', String(weekBefore + 3));
      expect(await place()).toEqual(before);
      await expect(line).not.toHaveAttribute(
        'aria-valuetext',
        new RegExp(journey.words.plan.calendar.trying.split('{{cost}}')[1]),
      );
      await expect(page.locator('main [data-trial]')).toHaveCount(0);
    });

    await test.step('beside a mark the page scrolls', async () => {
      const moved = await boxOf(mark);
      const before = await page.evaluate(() => scrollY);
      await swipe({ x: moved.x - 30, y: moved.y + moved.height / 2 }, { x: 0, y: -150 });
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 60);
      await expect(line).toHaveAttribute('aria-valuenow', String(weekBefore + 3));
    });
  });
});

test.describe('a screen at 200 %', () => {
  test.use({ viewport: { width: 640, height: 400 } });

  test('nothing that has the focus lies wholly behind the bar at the foot or a head that stays @long', async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const journey = await openPlan(page, 12);
    const covered: string[] = [];
    for (const step of ['overview', 'data', 'plan'] as const) {
      await journey.goTo(step);
      await expect(journey.finding).toContainText(/\d/);
      for (const key of ['Tab', 'Shift+Tab']) {
        for (let stop = 0; stop < 80; stop++) {
          await page.keyboard.press(key);
          const name = await coveredFocus(page);
          if (name !== null) covered.push(`${step}, ${key}: ${name}`);
        }
      }
    }
    expect(covered).toEqual([]);
  });
});

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  if (!box) throw new Error('not drawn');
  return box;
}

/** Name of what has the focus where no point of it is on top and on screen; null where some is, or nothing has the focus. */
async function coveredFocus(page: Page): Promise<string | null> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
    const active = document.activeElement;
    if (!active || active === document.body) return null;
    // A field that is not drawn itself is seen as its label.
    const seen = active.closest('label, [data-focus-visible]') ?? active;
    const box = seen.getBoundingClientRect();
    for (let i = 0; i <= 6; i++)
      for (let j = 0; j <= 6; j++) {
        const top = document.elementFromPoint(
          box.left + 1 + ((box.width - 2) * i) / 6,
          box.top + 1 + ((box.height - 2) * j) / 6,
        );
        if (top && (seen.contains(top) || top.contains(seen))) return null;
      }
    return `${active.tagName} ${active.getAttribute('aria-label') ?? active.textContent}`.slice(0, 80);
  });
}
