import { expect, test } from './app.ts';
import { openPlan } from './open-plan.ts';

test('the calendar keeps its room when it is grouped anew, is one page of paper, and shows itself in forced colours @long', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const journey = await openPlan(page, 24);
  const { calendar } = journey.words.plan;

  await test.step('grouped anew it is as wide as before, and goes with the window', async () => {
    const drawing = page.getByRole('group', { name: calendar.title });
    const width = () => drawing.evaluate((element) => element.clientWidth);
    const before = await width();
    await page.getByRole('radio', { name: calendar.by.category }).click({ force: true });
    await expect(page.getByRole('radio', { name: calendar.by.category })).toBeChecked();
    await page.waitForTimeout(300);
    expect(await width()).toBe(before);
    await page.setViewportSize({ width: 1500, height: 800 });
    await expect.poll(width).toBeGreaterThan(before);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(width).toBe(before);
    await page.getByRole('radio', { name: calendar.by.week }).click({ force: true });
  });

  await test.step('24 launches and the legend are one page, without what else the page says', async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect([...pdf.matchAll(/\/MediaBox/g)]).toHaveLength(1);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const legend = await page.getByText(calendar.legend.demand).boundingBox();
    const sheet = await page.getByRole('group', { name: calendar.title }).boundingBox();
    expect(legend?.y).toBeLessThan(sheet?.y ?? Number.NaN);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
  });

  await test.step("colours of the person's own show marks and choices", async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    /** Colours of a choice that is made and of one that is not. */
    const grounds = await page
      .getByRole('radiogroup', { name: calendar.zoom })
      .locator('label')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
    expect(new Set(grounds).size).toBe(2);
    await journey.goTo('overview');
    // The plan's screen, which is left, has a finding too, and marks that are drawings.
    const overviewMarks = page.locator('main span[class*="mark"], main span[class*="window"]');
    await expect.poll(() => overviewMarks.count()).toBeGreaterThanOrEqual(10);
    const unseen = await page.evaluate(() => {
      // Painted over, a ground is the canvas whatever its opacity was.
      const channels = (ground: string): string => {
        const [red, green, blue] =
          ground
            .replace('srgb', '')
            .match(/[\d.]+/g)
            ?.map(Number) ?? [];
        return [red, green, blue].map((each) => Math.round(ground.startsWith('color') ? 255 * each : each)).join();
      };
      const canvas = channels(getComputedStyle(document.documentElement).backgroundColor);
      const marks = document.querySelectorAll('main span[class*="mark"], main span[class*="window"]');
      return [...marks]
        .map((mark) => channels(getComputedStyle(mark).backgroundColor))
        .filter((ground) => ground === canvas);
    });
    expect(unseen).toEqual([]);
  });
});
