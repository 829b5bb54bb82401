import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Dictionary } from '#i18n/dictionaries.ts';
import { words as english } from '#i18n/en/words.ts';
import { languages } from '#i18n/language.ts';
import { words as chinese } from '#i18n/zh/words.ts';
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

  /** A step's entry in the rail. */
  step(step: StepId): Locator {
    const { shell } = this.words;
    return this.page
      .getByRole('navigation', { name: shell.steps.label })
      .getByRole('button', { name: shell.steps[step] });
  }

  async goTo(step: StepId): Promise<void> {
    await this.step(step).click();
    await expect(this.step(step)).toHaveAttribute('aria-current', 'step');
  }

  /** Waits until the rail says that a step is done. */
  async waitFor(
    step: StepId,
    state: 'done' | 'stale' | 'ready' | 'failed' | 'empty' = 'done',
    timeout = 120_000,
  ): Promise<void> {
    await expect(this.step(step)).toContainText(this.words.shell.state[state], { timeout });
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
    // A list that is open closes when the page above it changes its height: it is opened again.
    await expect(async () => {
      if (!(await wanted.isVisible())) await this.page.getByRole('button', { name: label }).first().click();
      await wanted.click({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
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
