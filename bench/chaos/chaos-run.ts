import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { createRandom, type Random } from '#engine/random.ts';
import { Journey } from '../../e2e/journey.ts';
import { simulatedAssortment } from '../../e2e/simulated-assortment.ts';
import { csvFile } from '../../e2e/simulated-sales.ts';
import { peakOfRenderers } from './renderer-memory.ts';
import { allowDigests, type Digests, type Harm, keepRows, restoreRows, storedDigests } from './stored-rows.ts';

/** Nothing may take longer to answer, in milliseconds. */
const hangMs = 10_000;

/** What came of a run. Every entry of `faults` names its step and its seed: the same harm comes again by it. */
export interface ChaosOutcome {
  readonly steps: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly peakMegabytes: number | null;
  readonly slowestMs: number;
}

/** What a step does to the page, and what it then has to say for itself. Throws where it does not. */
export type Step = (run: ChaosRun, random: Random) => Promise<void>;

/** A page of Debut with work in it, and what has been counted of it. */
export class ChaosRun {
  readonly browser: Browser;
  readonly address: string;
  readonly counts: Record<string, number> = {};
  readonly context: BrowserContext;
  /** The project file of the work, to be mutated. */
  project = new Uint8Array();
  slowestMs = 0;
  #page: Page | null = null;
  #errors: string[] = [];

  private constructor(browser: Browser, address: string, context: BrowserContext) {
    this.browser = browser;
    this.address = address;
    this.context = context;
  }

  /** Computes the work that is harmed: sales, candidates and a plan; and a store with one small file of sales. */
  static async open(browser: Browser, address: string): Promise<ChaosRun> {
    const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB', baseURL: address });
    await allowDigests(context);
    const run = new ChaosRun(browser, address, context);
    let journey = new Journey(await run.fresh());
    await journey.dropFiles(
      csvFile('good.csv', ['date,product_id,units,unit_price', '2024-01-01,P1,3,9.5', '2024-01-08,P1,4,9.5']),
    );
    await journey.waitFor('data');
    await run.keep('small');
    journey = new Journey(await run.fresh());
    await journey.dropFiles(...simulatedAssortment(6, 7));
    await journey.waitFor('plan');
    await journey.goTo('report');
    const [download] = await Promise.all([
      journey.page.waitForEvent('download', { timeout: 60_000 }),
      journey.button(journey.words.report.files.panel.projectAction).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    run.project = new Uint8Array(Buffer.concat(chunks));
    await run.keep('whole');
    return run;
  }

  get page(): Page {
    if (!this.#page) throw new Error('no page is open');
    return this.#page;
  }

  get pageOrNull(): Page | null {
    return this.#page;
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  /** A page in place of the one before; what is given runs before any script of it. */
  async fresh<Given>(before?: (given: Given) => unknown, given?: Given): Promise<Page> {
    await this.#page?.close();
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.#errors.push(String(error.stack ?? error)));
    if (before) await page.addInitScript(before as never, given);
    this.#page = page;
    await page.goto('./');
    await this.shown();
    return page;
  }

  /** What the page has thrown since the last look. */
  errors(): readonly string[] {
    const found = this.#errors;
    this.#errors = [];
    return found;
  }

  /** A document of this origin without Debut: nothing holds the storage. */
  async leave(): Promise<Page> {
    await this.#page?.close();
    this.#page = await this.context.newPage();
    await this.#page.goto('./icon.svg');
    return this.#page;
  }

  /** Puts what is stored beside, for steps to begin with. */
  async keep(name: 'small' | 'whole'): Promise<void> {
    // What is saved a moment after a change.
    await this.page.waitForTimeout(1500);
    await keepRows(await this.leave(), name);
  }

  /** Opens the page on what was kept under a name, harmed. */
  async reopen(
    name: 'small' | 'whole',
    harm: Harm,
  ): Promise<{ readonly digests: Digests; readonly harmed: readonly string[] }> {
    const page = await this.leave();
    const stored = await restoreRows(page, name, harm);
    const started = performance.now();
    page.on('pageerror', (error) => this.#errors.push(String(error.stack ?? error)));
    await page.goto('./');
    await this.shown();
    this.slowestMs = Math.max(this.slowestMs, performance.now() - started);
    return stored;
  }

  /** There are words on the page: the rail, or what a start waits for. */
  async shown(): Promise<void> {
    await expect(this.page.locator('nav button, main [role="status"]').first(), 'a page that is not blank').toBeVisible(
      {
        timeout: hangMs,
      },
    );
  }

  /** The page answers, leads to other screens, and each has words on it. */
  async alive(random: Random, screens = 1): Promise<void> {
    const { page } = this;
    const answered = await Promise.race([
      page.evaluate(() => 1),
      new Promise((resolve) => setTimeout(() => resolve(0), hangMs)),
    ]);
    if (answered !== 1) throw new Error('hang: no answer within 10 s');
    const steps = page.getByRole('navigation').getByRole('button');
    for (let i = 0; i < screens; i++) {
      await steps.nth(random.below(8)).click({ timeout: hangMs });
      const main = page.locator('main');
      await expect(main.locator('h1, [role="alert"]').first(), 'blank: a screen without words').toBeVisible({
        timeout: hangMs,
      });
    }
    if (await page.getByText('This part of the page stopped working.').count())
      this.count('screens that stopped, said');
  }

  /** Some notice with these words stands on the page. */
  async said(words: string | RegExp, timeout = hangMs): Promise<void> {
    await expect(this.page.getByText(words).first(), 'silent').toBeVisible({ timeout });
  }

  async stored(): Promise<Digests> {
    return storedDigests(this.page);
  }
}

export interface ChaosKind {
  readonly name: string;
  /** How often, beside the others. */
  readonly share: number;
  readonly step: Step;
}

export interface ChaosLength {
  readonly steps: number;
  readonly seed: number;
  readonly minutes: number;
  /** The kinds one after the other, instead of by their shares. */
  readonly inTurn?: boolean;
}

/** One step after the other, each drawn and seeded by its number, until there were so many or the time is over. */
export async function runChaos(
  browser: Browser,
  address: string,
  kinds: readonly ChaosKind[],
  { steps, seed, minutes, inTurn = false }: ChaosLength,
): Promise<ChaosOutcome> {
  const run = await ChaosRun.open(browser, address);
  await peakOfRenderers(browser);
  const faults: string[] = [];
  const ends = performance.now() + minutes * 60_000;
  const total = kinds.reduce((sum, { share }) => sum + share, 0);
  let peakMegabytes: number | null = null;
  let done = 0;
  for (; done < steps && performance.now() < ends; done++) {
    const random = createRandom(seed + done);
    // In turn while the shares last, so that a short run has some of each.
    const at = (done * 0.618034 * total) % total;
    const byShare =
      kinds.find((_, i) => at < kinds.slice(0, i + 1).reduce((sum, { share }) => sum + share, 0)) ?? kinds[0];
    const kind = inTurn ? kinds[done % kinds.length] : byShare;
    run.count(kind.name);
    try {
      await kind.step(run, random);
    } catch (error) {
      faults.push(`${kind.name}, seed ${seed + done}: ${String(error).split('\n').slice(0, 6).join(' ')}`);
    }
    for (const error of run.errors()) faults.push(`${kind.name}, seed ${seed + done}: the page threw ${error}`);
    const peak = await peakOfRenderers(browser);
    if (peak !== null && peak > (peakMegabytes ?? 0)) {
      peakMegabytes = peak;
      if (peak > 1000) console.log(`${kind.name}, seed ${seed + done}: ${Math.round(peak)} MB`);
    }
    if (peak !== null && peak > 1500) faults.push(`${kind.name}, seed ${seed + done}: ${Math.round(peak)} MB`);
    if (faults.length > 0 && done % 10 === 0) console.log(`${done + 1} steps, ${faults.length} faults`);
  }
  await run.context.close();
  return {
    steps: done,
    counts: run.counts,
    faults,
    peakMegabytes: peakMegabytes && Math.round(peakMegabytes),
    slowestMs: Math.round(run.slowestMs),
  };
}
