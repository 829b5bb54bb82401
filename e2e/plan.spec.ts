import type { Page } from '@playwright/test';
import { splitPlaces } from '#state/plan/plan-offers.ts';
import type { PlanResult } from '#state/plan/plan-store.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

interface PersistedPlan {
  readonly job: { readonly status: string; readonly result: PlanResult };
}

/**
 * Milliseconds from a key on the n-th launch until `selector` is there (or gone) and drawn: the hand's own wait. Counted in
 * the page, so that the way from the test to the browser does not.
 */
function waitAfterKey(page: Page, line: number, key: string, selector: string, appears: boolean): Promise<number> {
  return page.evaluate(
    ([at, pressed, wanted, isWanted]) =>
      new Promise<number>((resolve, reject) => {
        const slider = document.querySelectorAll<SVGElement>('main [role="slider"]')[at];
        slider.focus();
        const began = performance.now();
        const limit = setTimeout(() => reject(new Error(`${wanted} did not change`)), 10_000);
        const observer = new MutationObserver(() => {
          if ((document.querySelector(wanted) !== null) !== isWanted) return;
          observer.disconnect();
          clearTimeout(limit);
          requestAnimationFrame(() => resolve(performance.now() - began));
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        slider.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
      }),
    [line, key, selector, appears] as const,
  );
}

// A trace films every frame: it would measure itself.
test.use({ trace: 'off' });

test('300 candidates: the page finds the plan that Node finds, and answers a hand at once @long', async ({ page }) => {
  test.setTimeout(300_000);
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(...simulatedAssortment(300, 7));
  await journey.waitFor('plan', 'done', 240_000);
  await journey.goTo('plan');
  await expect(page.getByRole('slider')).toHaveCount(300, { timeout: 30_000 });

  let seconds = Number.NaN;
  await test.step('the same plan, bound and number of moves for the same seed', async () => {
    await page.waitForTimeout(1500);
    const kept = await persistedFacts<PersistedPlan>(page, 'plan');
    if (kept?.job.status !== 'ready') throw new Error('the plan was not kept');
    const { built, search, settings, seed } = kept.job.result;
    seconds = kept.job.result.seconds;
    expect(built.instance.products).toHaveLength(300);
    const { instance, baseline: own } = built;
    const { objective, lambda, leastGain = null } = settings;
    if (own === null || objective === 'front') throw new Error('planned weeks and one aim are what the file has');
    const asked = {
      ...{ instance, seed, lambda, objective, locks: { fixed: [], forbidden: [] } },
      weights: { demand: settings.demandWeight, market: 1 - settings.demandWeight },
    };
    const here = await handlers.optimise({ ...asked, moves: null, method: settings.method }, createFreeControl());
    // The manager's own weeks stand wherever a change does not pay.
    const few = await handlers.chooseMoves({ ...asked, weeks: here.weeks, own, leastGain }, createFreeControl());
    expect({ weeks: search.weeks, offers: search.offers }).toEqual(splitPlaces(instance, few.weeks));
    expect([search.value, search.upperBound, search.moves]).toEqual([few.figures.profit, here.upperBound, here.moves]);
  });

  await test.step('a move that is tried and a rule that is set answer at once', async () => {
    const tried: number[] = [];
    const ruled: number[] = [];
    for (let round = 0; round < 6; round++) {
      tried.push(await waitAfterKey(page, round, 'ArrowRight', 'main [data-trial]', true));
      await waitAfterKey(page, round, 'Escape', 'main [data-trial]', false);
      ruled.push(await waitAfterKey(page, round, 'f', 'main [data-broken]', true));
      await waitAfterKey(page, round, 'f', 'main [data-broken]', false);
    }
    const words = (times: readonly number[]): string => times.map((time) => Math.round(time)).join(', ');
    test.info().annotations.push({ type: 'what-if at 300 candidates, ms', description: words(tried) });
    test.info().annotations.push({ type: 'rule at 300 candidates, ms', description: words(ruled) });
    console.log(`tried ${words(tried)} ms; ruled ${words(ruled)} ms; search ${seconds.toFixed(1)} s`);
    // The best of some: what the page needs, not what else the machine does; held against the search of the same page, since
    // machines differ. The goal of 200 ms is 2 % of a search of 10 s; a move that is tried takes a quarter of that.
    expect(Math.min(...tried) / 1000 / seconds).toBeLessThan(0.01);
    expect(Math.min(...ruled) / 1000 / seconds).toBeLessThan(0.015);
  });

  await test.step('printed, the calendar fills lying pages of its own, whole, and nothing else of the screen is there', async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
    for (const [, width, height] of boxes) {
      expect(Math.round(Number(width))).toBe(842);
      expect(Math.round(Number(height))).toBe(595);
    }
    // 39 lines a page, fewer on the first.
    expect(boxes).toHaveLength(8);
    // The same once more as the paper has it, to look inside: every line once, each page under its own weeks, nothing cut.
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const sheets = page.getByRole('group', { name: journey.words.plan.calendar.title });
    await expect(sheets).toHaveCount(8);
    await expect(page.getByRole('slider')).toHaveCount(300);
    await expect(page.getByText(journey.words.plan.calendar.work, { exact: true })).toHaveCount(8);
    for (const box of await sheets.evaluateAll((all) => all.map((sheet) => sheet.getBoundingClientRect().toJSON()))) {
      expect(box.width).toBeLessThanOrEqual(1047);
      expect(box.height).toBeLessThanOrEqual(718);
    }
    for (const role of ['navigation', 'radio', 'table', 'textbox'] as const)
      await expect(page.getByRole(role), role).toHaveCount(0);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    // On the screen it is one again.
    await expect(sheets).toHaveCount(1);
    await expect(page.getByRole('slider')).toHaveCount(300);
  });
});
