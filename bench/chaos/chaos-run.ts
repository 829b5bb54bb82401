import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { createRandom, type Random } from '#engine/random.ts';
import { Journey } from '../../e2e/journey.ts';
import { simulatedAssortment } from '../../e2e/simulated-assortment.ts';
import { csvFile } from '../../e2e/simulated-sales.ts';
import { beat, longestSilence } from './heartbeat.ts';
import { browsersMeasure, peakOfRenderers } from './renderer-memory.ts';
import { allowDigests, type Digests, type Harm, keepRows, restoreRows, storedDigests } from './stored-rows.ts';

/** Nothing may take longer to answer, in milliseconds. */
const hangMs = 10_000;
/** What docs/security.md names as the most that a page with its workers takes. */
const mostMegabytes = 1500;

/** What was seen of one kind of harm. */
export interface Tally {
  steps: number;
  faults: number;
  /** Times that the page was asked and answered, with words on each screen that was opened. */
  alive: number;
  /** Times that the words for what had happened were looked for and found. */
  said: number;
  /** Times that all that is stored was compared with what was stored before, and nothing was lost. */
  unlost: number;
  /** Highest memory of a page's process, as the kernel counted it; 0: not known. */
  peakMegabytes: number;
  /** Highest memory of the page with its workers at the end of a step, as the browser measures it; 0: not known. */
  browserMegabytes: number;
  /** The longest that a page did not turn to its own timer, or to the bench, in milliseconds. */
  longestHangMs: number;
}

/** What came of a run so far. Every entry of `faults` names its step and its seed: the same harm comes again by it. */
export interface ChaosOutcome {
  readonly seed: number;
  steps: number;
  readonly kinds: Record<string, Tally>;
  readonly counts: Record<string, number>;
  readonly faults: string[];
}

export function noOutcome(seed: number): ChaosOutcome {
  return { seed, steps: 0, kinds: {}, counts: {}, faults: [] };
}

type Kept = 'small' | 'whole';

/** The address of a document of the same origin that is not Debut. */
const withoutDebut = './icon.svg';

/** What a step does to the page, and what it then has to say for itself. Throws where it does not. */
export type Step = (run: ChaosRun, random: Random) => Promise<void>;

/** A page of Debut with work in it, and what has been counted of it. */
export class ChaosRun {
  readonly context: BrowserContext;
  /** A document of this origin without Debut, which is always open: it keeps what steps begin with, and looks into the storage. */
  readonly keeper: Page;
  /** The project file of the work, to be mutated. */
  project = new Uint8Array();
  /** The page shows the whole work unharmed, as far as anything is stored: the next step may go on with it. */
  isAtWork = false;
  /** The longest that a page did not answer in this step, in milliseconds. */
  waitedMs = 0;
  #outcome: ChaosOutcome = noOutcome(0);
  #tally: Tally = noTally();
  #kind = '';
  #page: Page | null = null;
  /** A script of its own runs in the page before any other: the page serves for one step. */
  #isChanged = false;
  #errors: string[] = [];

  private constructor(context: BrowserContext, keeper: Page) {
    this.context = context;
    this.keeper = keeper;
  }

  /** Computes the work that is harmed: sales, candidates and a plan; and a store with one small file of sales. */
  static async open(browser: Browser, address: string): Promise<ChaosRun> {
    const context = await browser.newContext({
      ...{ serviceWorkers: 'block', locale: 'en-GB', baseURL: address, reducedMotion: 'reduce' },
    });
    // What runs TypeScript here names inner functions by a function that the page has not.
    await context.addInitScript('globalThis.__name = (named) => named');
    await context.addInitScript(allowDigests);
    await context.addInitScript(beat);
    const keeper = await context.newPage();
    await keeper.goto(withoutDebut);
    const run = new ChaosRun(context, keeper);
    let journey = new Journey(await run.show());
    await journey.dropFiles(
      csvFile('good.csv', ['date,product_id,units,unit_price', '2024-01-01,P1,3,9.5', '2024-01-08,P1,4,9.5']),
    );
    await journey.waitFor('data');
    await run.#keep('small');
    journey = new Journey(await run.show());
    await journey.dropFiles(...simulatedAssortment(3, 7, 6));
    await journey.waitFor('plan');
    await journey.goTo('report');
    const [download] = await Promise.all([
      journey.page.waitForEvent('download', { timeout: 60_000 }),
      journey.button(journey.words.report.files.panel.projectAction).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    run.project = new Uint8Array(Buffer.concat(chunks));
    await run.#keep('whole');
    return run;
  }

  get page(): Page {
    if (!this.#page) throw new Error('no page is open');
    return this.#page;
  }

  get pageOrNull(): Page | null {
    return this.#page;
  }

  /** What is seen from now on is seen of a kind. */
  begin(outcome: ChaosOutcome, kind: string): Tally {
    this.#outcome = outcome;
    this.#kind = kind;
    this.#tally = outcome.kinds[kind] ??= noTally();
    this.#tally.steps += 1;
    return this.#tally;
  }

  count(what: string, times = 1): void {
    const { counts } = this.#outcome;
    counts[what] = (counts[what] ?? 0) + times;
  }

  /** All that is stored was compared, and is there. */
  isUnlost(): void {
    this.#tally.unlost += 1;
  }

  waited(milliseconds: number): void {
    this.waitedMs = Math.max(this.waitedMs, Math.round(milliseconds));
    this.#tally.longestHangMs = Math.max(this.#tally.longestHangMs, this.waitedMs);
  }

  /** What the page has thrown since the last look. */
  errors(): readonly string[] {
    const found = this.#errors;
    this.#errors = [];
    return found;
  }

  /** Leaves Debut: nothing holds the storage. */
  async leave(): Promise<void> {
    this.isAtWork = false;
    if (this.#isChanged) await this.close();
    else await this.#page?.goto(withoutDebut);
  }

  /** Closes the page; the next one is another. */
  async close(): Promise<void> {
    this.isAtWork = false;
    await this.#page?.close();
    this.#page = null;
    this.#isChanged = false;
  }

  async #keep(name: Kept): Promise<void> {
    // What is saved a moment after a change.
    await this.page.waitForTimeout(1500);
    await this.leave();
    await keepRows(this.keeper, name);
  }

  /** Leaves Debut and stores what was kept under a name, harmed. */
  async restore(name: Kept, harm: Harm): Promise<{ readonly digests: Digests; readonly harmed: readonly string[] }> {
    await this.leave();
    return restoreRows(this.keeper, name, harm);
  }

  /** Opens Debut; what is given runs before any script of it, in a page of its own. */
  async show<Given>(before?: (given: Given) => unknown, given?: Given): Promise<Page> {
    if (before || this.#isChanged) await this.close();
    if (!this.#page) {
      this.#page = await this.context.newPage();
      this.#page.on('pageerror', (error) => this.#errors.push(String(error.stack ?? error)));
    }
    if (before) await this.#page.addInitScript(before as never, given);
    this.#isChanged = before !== undefined;
    const started = performance.now();
    await this.#page.goto('./');
    await this.shown();
    this.waited(performance.now() - started);
    return this.#page;
  }

  /** Opens the page on what was kept under a name, harmed. */
  async reopen(name: Kept, harm: Harm): Promise<{ readonly digests: Digests; readonly harmed: readonly string[] }> {
    const stored = await this.restore(name, harm);
    await this.show();
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
      page.evaluate(longestSilence),
      new Promise<null>((resolve) => setTimeout(() => resolve(null), hangMs)),
    ]);
    if (answered === null) throw new Error('hang: no answer within 10 s');
    this.waited(answered);
    const steps = page.getByRole('navigation').getByRole('button');
    for (let i = 0; i < screens; i++) {
      await steps.nth(random.below(6)).click({ timeout: hangMs });
      const main = page.locator('main');
      await expect(main.locator('h1, [role="alert"]').first(), 'blank: a screen without words').toBeVisible({
        timeout: hangMs,
      });
    }
    if (await page.getByText('This part of the page stopped working.').count())
      this.count(`screens that stopped, said, ${this.#kind}`);
    this.#tally.alive += 1;
  }

  /** Some notice with these words stands on the page. */
  async said(words: string | RegExp, timeout = hangMs): Promise<void> {
    await expect(this.page.getByText(words).first(), 'silent').toBeVisible({ timeout });
    this.#tally.said += 1;
  }

  async stored(): Promise<Digests> {
    return storedDigests(this.keeper);
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
  readonly minutes: number;
  /** The kinds one after the other, instead of by their shares. */
  readonly inTurn?: boolean;
  /** Called with what came of it so far after each step. */
  readonly onStep?: (outcome: ChaosOutcome) => void;
}

/**
 * One step after the other from where an outcome stands, each drawn and seeded by its number, until there were so many or the
 * time is over; what came of them is written into the outcome.
 */
export async function runChaos(
  browser: Browser,
  address: string,
  kinds: readonly ChaosKind[],
  outcome: ChaosOutcome,
  { steps, minutes, inTurn = false, onStep }: ChaosLength,
): Promise<void> {
  const run = await ChaosRun.open(browser, address);
  await peakOfRenderers(browser);
  const ends = performance.now() + minutes * 60_000;
  while (outcome.steps < steps && performance.now() < ends) {
    const at = outcome.steps;
    const seed = outcome.seed + at;
    const kind = inTurn ? kinds[at % kinds.length] : byShare(kinds, at);
    const tally = run.begin(outcome, kind.name);
    let found = await faultsOf(run, kind, seed, browser, tally);
    if (found.length > 0) {
      for (const words of found) console.log(words);
      // On a machine that computes ten other things a page may wait for longer than it takes: what happens twice is a fault.
      const again = await faultsOf(run, kind, seed, browser, tally);
      if (again.length === 0) run.count('steps that passed only when tried again');
      found = again;
    }
    tally.faults += found.length;
    outcome.faults.push(...found);
    outcome.steps += 1;
    onStep?.(outcome);
  }
  await run.context.close();
}

/** Does one step, and says what was wrong. */
async function faultsOf(
  run: ChaosRun,
  kind: ChaosKind,
  seed: number,
  browser: Browser,
  tally: Tally,
): Promise<readonly string[]> {
  const faults: string[] = [];
  run.waitedMs = 0;
  try {
    await kind.step(run, createRandom(seed));
    run.waited((await run.pageOrNull?.evaluate(longestSilence)) ?? 0);
  } catch (error) {
    faults.push(String(error).split('\n').slice(0, 6).join(' '));
  }
  if (run.waitedMs > hangMs) faults.push(`hang: no answer for ${run.waitedMs} ms`);
  for (const error of run.errors()) faults.push(`the page threw ${error}`);
  const peak = await peakOfRenderers(browser);
  tally.peakMegabytes = Math.max(tally.peakMegabytes, Math.round(peak ?? 0));
  if (peak !== null && peak > mostMegabytes) faults.push(`${Math.round(peak)} MB`);
  const measured = run.pageOrNull && (await browsersMeasure(run.pageOrNull));
  tally.browserMegabytes = Math.max(tally.browserMegabytes, Math.round(measured ?? 0));
  // What a faulty step has left is not for the next one.
  if (faults.length > 0) await run.close();
  return faults.map((fault) => `${kind.name}, seed ${seed}: ${fault}`);
}

/** Five of a kind, by the shares, so that a short run has some of each and one page may serve for several steps. */
function byShare(kinds: readonly ChaosKind[], step: number): ChaosKind {
  const total = kinds.reduce((sum, { share }) => sum + share, 0);
  const at = (Math.floor(step / 5) * 0.618034 * total) % total;
  return kinds.find((_, i) => at < kinds.slice(0, i + 1).reduce((sum, { share }) => sum + share, 0)) ?? kinds[0];
}

function noTally(): Tally {
  return {
    ...{ steps: 0, faults: 0, alive: 0, said: 0, unlost: 0 },
    ...{ peakMegabytes: 0, browserMegabytes: 0, longestHangMs: 0 },
  };
}
