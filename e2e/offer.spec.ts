import { languages } from '#i18n/language.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { openSample } from './sample-project.ts';

test.use({ viewport: { width: 1360, height: 900 }, hasTouch: true });

test('offers on the sample: a price moved by the keyboard is held by the next search, undone and freed; places in a promotion @long', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const journey = new Journey(page);
  const { plan, common } = journey.words;
  await journey.open();
  await openSample(journey);
  await journey.goTo('plan', true);
  const main = page.locator('main');
  const panel = page.locator('[data-side-panel]');
  const lever = panel.getByRole('slider', { name: plan.offer.lever });
  const curve = panel.getByRole('img', { name: /:/ }).first();
  const next = panel.getByRole('button', { name: common.next });
  const title = panel.getByRole('heading', { level: 2 });
  const findAgain = async (): Promise<void> => {
    await main.getByRole('button', { name: plan.action.again }).first().click();
    await expect(main.getByRole('button', { name: plan.action.again }).first()).toBeHidden();
    await journey.waitFor('plan', 'done', 240_000);
  };

  let refused = '';
  await test.step('cards say what a price rests on: somewhere that nothing can be said, somewhere a curve', async () => {
    await main.getByRole('button', { name: plan.card.decide }).click();
    await expect(panel).toContainText(plan.order.title, { timeout: 60_000 });
    for (let card = 0; card < 24; card++) {
      const named = await title.textContent();
      if ((await panel.textContent())?.includes(plan.offer.refused)) refused = named ?? '';
      // Where only markdowns are to choose from there is no curve of launch prices.
      if ((await curve.count()) > 0 && refused !== '') break;
      await next.click();
      await expect(title).not.toHaveText(named ?? '');
      await expect(panel).toContainText(plan.order.title, { timeout: 30_000 });
      // What other offers are worth comes a moment after the card.
      await lever.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await expect(lever).toBeVisible();
    expect(refused, 'a card on which nothing can be said of a price').not.toBe('');
    await expect(curve).toBeVisible();
  });

  const name = (await title.textContent()) ?? '';
  const place = (): Promise<string | null> => lever.inputValue();
  const found = await place();
  await test.step('the arrow keys take another price at once, and undo gives it back', async () => {
    await lever.focus();
    await page.keyboard.press(found === '0' ? 'ArrowRight' : 'ArrowLeft');
    await expect.poll(place, { timeout: 30_000 }).not.toBe(found);
    await expect(panel.getByRole('button', { name: plan.offer.free })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect.poll(place, { timeout: 30_000 }).toBe(found);
    await lever.focus();
    await page.keyboard.press(found === '0' ? 'ArrowRight' : 'ArrowLeft');
    await expect.poll(place, { timeout: 30_000 }).not.toBe(found);
  });

  await test.step('a finger drags it to an end', async () => {
    const kept = await place();
    const within = { has: page.getByRole('slider', { name: plan.offer.lever }) };
    const thumb = panel.locator('[class*="thumb"]', within);
    await thumb.scrollIntoViewIfNeeded();
    const [from, along] = [await thumb.boundingBox(), await panel.locator('[class*="track"]', within).boundingBox()];
    if (!from || !along) throw new Error('the slider is not on screen');
    const y = from.y + from.height / 2;
    const end = kept === '0' ? along.x + along.width - 2 : along.x + 2;
    const browser = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number): Promise<unknown> =>
      browser.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] });
    const start = from.x + from.width / 2;
    await touch('touchStart', start);
    for (let step = 1; step <= 8; step++) await touch('touchMove', start + ((end - start) * step) / 8);
    await touch('touchEnd');
    await expect.poll(place, { timeout: 30_000 }).toBe(kept === '0' ? await lever.getAttribute('max') : '0');
    await expect(panel.getByRole('button', { name: plan.offer.free })).toBeVisible();
  });

  await test.step('the next search keeps it', async () => {
    const words = await lever.getAttribute('aria-valuetext');
    await page.keyboard.press('Escape');
    await findAgain();
    await main.getByRole('button', { name: plan.card.decide }).click();
    for (let card = 0; card < 24 && (await title.textContent()) !== name; card++) {
      const before = await title.textContent();
      await next.click();
      await expect(title).not.toHaveText(before ?? '');
    }
    await expect(title).toHaveText(name);
    const price = (words ?? '').split(/[;；]/)[0];
    expect(price).toMatch(/\d/);
    await expect(panel).toContainText(price, { timeout: 30_000 });
    await expect(panel.getByRole('button', { name: plan.offer.free })).toBeVisible();
    await panel.getByRole('button', { name: plan.offer.free }).click();
    await expect(panel.getByRole('button', { name: plan.offer.keep })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('one place in a promotion is taken, and what one more is worth is said in both languages', async () => {
    const rules = await journey.openRules();
    await rules.getByRole('button', { name: plan.promotions.rules }).click();
    const event = rules.getByRole('group', { name: /618/ }).first();
    await event.getByRole('textbox', { name: plan.promotions.slots }).fill('1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await findAgain();
    const taken = plan.promotions.full.replace('{{event}}', '618').replace('{{count}}', '1').replace('{{slots}}', '1');
    await expect(main).toContainText(taken.split('{{')[0], { timeout: 30_000 });
    await page.getByRole('radio', { name: languages.zh.name }).first().click({ force: true });
    await expect(main).toContainText('618：1 个坑位已用 1 个，多一个约值');
  });
});
