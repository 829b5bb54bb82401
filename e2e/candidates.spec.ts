import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { keptFacts } from './kept-facts.ts';

interface KeptCandidates {
  readonly overrideLog: readonly {
    readonly kind: string;
    readonly who: string;
    readonly after: { readonly total: number } | null;
    readonly plan: { readonly profitAfter: number } | null;
  }[];
}

test('the manager overrules a forecast, sees what it does to the plan, and takes it back; the log outlives a reload', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  const { demand } = journey.words;
  const words = demand.candidate.override;
  await journey.open();
  await journey.button(journey.words.data.trySample).click();
  await journey.waitFor('plan', 'done', 240_000);
  await journey.goTo('demand');
  const lastLine = async () => (await keptFacts<KeptCandidates>(page, 'candidates'))?.overrideLog.at(-1);

  await page.getByRole('button', { name: words.title }).click();
  await page.getByRole('button', { name: words.apply }).click();
  await expect(page.getByText(words.reasonMissing)).toBeVisible();
  await page.getByLabel(words.reason, { exact: true }).fill('Sold out in the shop trial');
  await page.getByLabel(words.who, { exact: true }).fill('Wang Min');
  const total = page.getByLabel(words.total, { exact: true });
  await total.fill('2345');
  await total.press('Tab');
  await page.getByRole('button', { name: words.apply }).click();
  await expect.poll(async () => (await lastLine())?.after?.total, { timeout: 60_000 }).toBeCloseTo(2345, 6);
  await expect.poll(async () => (await lastLine())?.plan?.profitAfter ?? 0, { timeout: 240_000 }).toBeGreaterThan(0);
  const panel = page.getByRole('region', { name: demand.candidates.title, exact: true });
  await expect(panel).toContainText('2,345');
  await expect(panel).toContainText('Wang Min');
  await expect(panel).not.toContainText(/NaN|undefined|\{\{/);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );

  await page.reload();
  await journey.goTo('demand');
  await page.getByRole('button', { name: words.titleInForce }).click();
  await page.getByLabel(words.reason, { exact: true }).fill('The trial was a holiday week');
  await page.getByRole('button', { name: words.undo }).click();
  await expect.poll(async () => (await lastLine())?.kind, { timeout: 60_000 }).toBe('undo');
  await expect(page.getByRole('button', { name: words.title, exact: true })).toBeVisible({ timeout: 60_000 });
  const kept = await keptFacts<KeptCandidates>(page, 'candidates');
  expect(kept?.overrideLog.map(({ kind, who }) => [kind, who])).toEqual([
    ['change', 'Wang Min'],
    ['undo', 'Wang Min'],
  ]);
});
