import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds against WCAG 2.2 AA in the page as it is now, as "rule: where". No rule is switched off. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  return faultsOf(page, axeOf(page).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']));
}

/** The one rule whose answer the theme changes: names, roles and structure are the same in both. */
export async function contrastFaults(page: Page): Promise<string[]> {
  return faultsOf(page, new AxeBuilder({ page }).withRules('color-contrast'));
}

/** The rules whose answer theme, width or language change. */
export async function guiseFaults(page: Page): Promise<string[]> {
  const rules = ['color-contrast', 'target-size', 'html-has-lang', 'html-lang-valid', 'valid-lang', 'meta-viewport'];
  return faultsOf(page, axeOf(page).withRules([...rules, 'scrollable-region-focusable']));
}

/**
 * Its answers run to megabytes with every element that passes: the faults alone are asked for. The page has no frames, for
 * which they would leave it. What React Aria has announced stays out of sight for seconds, by the name of what may have gone.
 */
const axeOf = (page: Page): AxeBuilder =>
  new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .exclude('[data-live-announcer]');

async function faultsOf(page: Page, axe: AxeBuilder): Promise<string[]> {
  await setBar(page, 'static');
  const { violations } = await axe.analyze();
  await setBar(page, '');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** The bar at the foot of a narrow page covers a part of what happens to lie under it: a scroll away, and no small target. */
async function setBar(page: Page, position: string): Promise<void> {
  await page.evaluate((value) => {
    let bar: HTMLElement | null = document.querySelector('nav');
    while (bar && getComputedStyle(bar).position !== 'sticky' && bar.style.position === '') bar = bar.parentElement;
    if (bar) bar.style.position = value;
  }, position);
}
