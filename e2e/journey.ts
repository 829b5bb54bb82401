import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Dictionary } from '#i18n/dictionaries.ts';
import { words as english } from '#i18n/en/words.ts';
import { languages } from '#i18n/language.ts';
import { words as chinese } from '#i18n/zh/words.ts';
import { placeOf, places } from '#state/runtime/places.ts';
import type { StepId } from '#state/runtime/settings-store.ts';
import type { UploadFile } from './simulated-sales.ts';

/** Of the languages that are walked through; the page finds its own by the folders, which needs Vite. */
export const dictionaries = { en: english as Dictionary, zh: chinese };
export type Spoken = keyof typeof dictionaries;

/** The page as a person sees it in one language: its words come from the dictionaries, so no test repeats them. */
export class Journey {
  readonly page: Page;
  readonly language: Spoken;

  constructor(page: Page, language: Spoken = 'en') {
    this.page = page;
    this.language = language;
  }

  /** The texts of the page. */
  get words(): Dictionary {
    return dictionaries[this.language];
  }

  /** Opens the page and switches it to the journey's language, as a person does. */
  async open(): Promise<void> {
    await this.page.goto('./');
    const { name, tag } = languages[this.language];
    // On a busy machine the language chosen before may come back after the click.
    await expect(async () => {
      await this.page.getByRole('radio', { name }).first().click({ force: true, timeout: 10_000 });
      await expect(this.page.locator('html')).toHaveAttribute('lang', tag, { timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
  }

  /** The entry of a step's place in the rail. */
  place(step: StepId): Locator {
    return this.page.locator(`nav [data-place="${placeOf(step)}"] button`);
  }

  /** A step's tab, where its place is open and has several; else the place in the rail. */
  step(step: StepId): Locator {
    return places[placeOf(step)].length === 1 ? this.place(step) : this.page.locator(`nav [data-step="${step}"]`);
  }

  /** Opens a step with all its parts, as `openParts` does; or as a person finds it, folded. */
  async goTo(step: StepId, isFolded = false): Promise<void> {
    await this.place(step).click();
    if (places[placeOf(step)].length > 1) await this.step(step).click();
    await expect(this.step(step)).toHaveAttribute('aria-current', 'step');
    await this.page.locator(`main [data-shown="${step}"] h1`).first().waitFor();
    if (!isFolded) await this.openParts();
  }

  /** Opens what is folded in on the screen: what is worked on most stands open, the rest is behind its title. */
  async openParts(): Promise<void> {
    const folded = this.page.locator('main [data-part] h2 button[aria-expanded="false"]');
    while ((await folded.count()) > 0) await folded.first().click();
  }

  /** Picks a candidate in the table of candidates, the first one or that of a name: it opens beside the table. */
  async openCandidate(name?: string | RegExp): Promise<void> {
    const { candidates } = this.words.demand;
    const table = this.page.getByRole('table', { name: candidates.table, exact: true });
    const rows =
      name === undefined ? table.getByRole('rowheader').getByRole('button') : table.getByRole('button', { name });
    await rows.first().click({ timeout: 120_000 });
    await this.page.locator('[data-side-panel]').waitFor();
  }

  /** Opens the rules beside the calendar. */
  async openRules(): Promise<Locator> {
    await this.page.locator('main').getByRole('button', { name: this.words.plan.rules.title, exact: true }).click();
    return this.page.locator('[data-side-panel]');
  }

  /** What the rail and the tabs know of a step, for `toHaveCount(1)`. */
  stateOf(step: StepId, state: 'done' | 'stale' | 'ready' | 'failed' | 'empty' | 'running'): Locator {
    return this.page.locator(`[data-states~="${step}:${state}"]`);
  }

  /** Waits until a step is done. */
  async waitFor(
    step: StepId,
    state: 'done' | 'stale' | 'ready' | 'failed' | 'empty' = 'done',
    timeout = 120_000,
  ): Promise<void> {
    await expect(this.stateOf(step, state)).toHaveCount(1, { timeout });
  }

  /** Gives files to the page's file chooser, all at once. */
  async dropFiles(...files: readonly (UploadFile | string)[]): Promise<void> {
    await this.goTo('data');
    const input = this.page.locator('input[type="file"]').first();
    await input.setInputFiles(files as UploadFile[] | string[]);
  }

  /** Chooses an option of a select by its label. */
  async choose(label: string, option: string): Promise<void> {
    const wanted = this.page.getByRole('option', { name: option }).first();
    // Other buttons may have the label among their words, a term of the glossary for one.
    const select = this.page.getByRole('button', { name: label }).and(this.page.locator('[aria-haspopup="listbox"]'));
    // A list that is open closes when the page above it changes its height: it is opened again, for as long as results arrive.
    await expect(async () => {
      // A second press would close the list that is about to show.
      const isOpen = await this.page.getByRole('listbox').first().isVisible();
      if (!isOpen) await select.first().click();
      await wanted.click({ timeout: 10_000 });
    }).toPass({ timeout: 150_000 });
  }

  /** The sentence that opens the screen. */
  get finding(): Locator {
    return this.page.locator('main [aria-live="polite"] p').first();
  }

  /** Ends the training that begins by itself once all else is computed: a spec that does not look at it need not wait for it. */
  async stopTraining(): Promise<void> {
    const { overview, common } = this.words;
    await this.goTo('overview');
    const main = this.page.locator('main');
    const training = main.getByRole('progressbar', { name: overview.work.training });
    await expect(training).toBeVisible({ timeout: 240_000 });
    const cancel = main.getByRole('button', { name: common.cancel });
    await expect(cancel).toHaveCount(1, { timeout: 240_000 });
    await cancel.press('Enter');
    await expect(training).toBeHidden({ timeout: 30_000 });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
