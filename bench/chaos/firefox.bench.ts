import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { createRandom, type Random } from '#engine/random.ts';
import { type PlaceId, placeIds } from '#state/runtime/places.ts';
import { Firefox, firefoxPath } from '../../e2e/firefox.ts';
import { Journey } from '../../e2e/journey.ts';
import { simulatedAssortment } from '../../e2e/simulated-assortment.ts';
import { storedFigures } from '../../e2e/stored-figures.ts';
import { allowDeaths } from '../../e2e/worker-deaths.ts';
import config from '../../playwright.config.ts';
import { serve } from '../../scripts/serve.mjs';
import { damageBytes, damageStructure } from '../project/damage-project.ts';
import type { Benchmark } from '../run.ts';
import { hostileRows } from './hostile-rows.ts';
import { allowDigests, type Harm, type Keeper, keepRows, restoreRows, storedDigests } from './stored-rows.ts';

const hangMs = 10_000;
const unharmed: Harm = { kinds: [], picks: [0] };
const harms = ['value', 'field', 'version', 'saved-at', 'gone', 'project', 'checkpoint', 'model'] as const;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * `--steps=60 --seed=1 --minutes=15`: an installed Firefox (`DEBUT_FIREFOX`, else Debian's) makes the same forecasts and the same
 * plan as Chromium from the same files, to the last bit; then those harms of the chaos run that need nothing but the page: what is
 * stored, project files, tables. Without a Firefox it says so.
 */
const bench: Benchmark = async (words) => {
  if (!firefoxPath) return { skipped: 'no Firefox is installed' };
  const given = (name: string, usual: number): number =>
    Number(words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? usual);
  const folder = mkdtempSync(path.join(tmpdir(), 'debut-firefox-bench-'));
  const { server, address } = await serve(0);
  try {
    const chromiums = await inChromium(address);
    const run = await FirefoxRun.open(firefoxPath, address, folder);
    try {
      const firefoxes = await run.figures();
      const [same, different] = compare(chromiums.figures, firefoxes);
      await run.keep();
      const seed = given('seed', 1);
      const ends = performance.now() + given('minutes', 15) * 60_000;
      let steps = 0;
      for (; steps < given('steps', 60) && performance.now() < ends; steps++) {
        const kind = (['stores', 'project files', 'tables'] as const)[steps % 3];
        run.count(kind);
        const faultOf = async (): Promise<string | null> => {
          const random = createRandom(seed + steps);
          try {
            if (kind === 'stores') await run.harmStore(random);
            else if (kind === 'project files') await run.openProject(random, chromiums.project);
            else await run.giveTable(random);
            return null;
          } catch (error) {
            return `${kind}, seed ${seed + steps}: ${String(error).slice(0, 200)}`;
          }
        };
        const first = await faultOf();
        if (first === null) continue;
        console.log(first);
        // As in the chaos run: what happens twice is a fault.
        const again = await faultOf();
        if (again === null) run.count('steps that passed only when tried again');
        else run.faults.push(again);
      }
      return {
        'firefox figures equal to the last bit': same.length,
        'firefox figures that differ': different.length === 0 ? 0 : different.join(', '),
        'firefox steps': steps,
        'firefox faults': run.faults.length,
        'firefox longest without an answer ms': Math.round(run.longestMs),
        ...Object.fromEntries(Object.entries(run.counts).map(([what, count]) => [`firefox count ${what}`, count])),
        ...Object.fromEntries(run.faults.slice(0, 20).map((fault, i) => [`firefox fault ${i + 1}`, fault])),
      };
    } finally {
      await run.firefox.close();
    }
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const files = simulatedAssortment(3, 7, 6);

/** The figures of the files in Chromium, and the project file of them, to be mutated. */
async function inChromium(address: string): Promise<{ readonly figures: unknown; readonly project: Uint8Array }> {
  const browser = await chromium.launch(config.use?.launchOptions);
  const page = await browser.newPage({ serviceWorkers: 'block', locale: 'en-GB', baseURL: address });
  // What runs TypeScript here names inner functions by a function that the page has not.
  await page.addInitScript('globalThis.__name = (named) => named');
  // A network takes what time it is given, and joins the forecasts of whoever trained it: none is trained here.
  await allowDeaths(page, false);
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(...files);
  await journey.waitFor('plan');
  const figures = await poll(() => page.evaluate(storedFigures));
  await journey.goTo('report');
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    journey.button(journey.words.report.files.panel.projectAction).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  await browser.close();
  return { figures, project: new Uint8Array(Buffer.concat(chunks)) };
}

/** Leaves of two values that are the same, and those that differ, by their place. */
function compare(one: unknown, other: unknown, place = ''): readonly [readonly string[], readonly string[]] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other) ? [[place], []] : [[], [place]];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const parts = keys.map((key) =>
    compare((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key], `${place}/${key}`),
  );
  return [parts.flatMap(([same]) => same), parts.flatMap(([, different]) => different)];
}

async function poll<Found>(ask: () => Promise<Found | null>, timeoutMs = 240_000): Promise<Found> {
  for (const ends = performance.now() + timeoutMs; performance.now() < ends; await wait(300)) {
    const found = await ask();
    if (found !== null && found !== false) return found;
  }
  throw new Error('silent: nothing came of it');
}

/** Debut in one tab of Firefox; in another a document of the same origin, which keeps what steps begin with. */
class FirefoxRun {
  readonly firefox: Firefox;
  readonly counts: Record<string, number> = {};
  readonly faults: string[] = [];
  longestMs = 0;
  readonly #address: string;
  readonly #folder: string;
  readonly #page: string;
  readonly #keeperTab: string;
  readonly #keeper: Keeper;

  private constructor(firefox: Firefox, address: string, folder: string, page: string, keeperTab: string) {
    this.firefox = firefox;
    this.#address = address;
    this.#folder = folder;
    this.#page = page;
    this.#keeperTab = keeperTab;
    this.#keeper = {
      evaluate: async (what, given) => {
        await firefox.turnTo(this.#keeperTab);
        try {
          return await firefox.run(what, given);
        } finally {
          await firefox.turnTo(this.#page);
        }
      },
    };
  }

  static async open(file: string, address: string, folder: string): Promise<FirefoxRun> {
    const firefox = await Firefox.open(file);
    const [page, keeper] = [await firefox.currentTab(), await firefox.newTab()];
    await firefox.turnTo(keeper);
    await firefox.goTo(`${address}icon.svg`);
    await firefox.run(allowDigests);
    await firefox.turnTo(page);
    return new FirefoxRun(firefox, address, folder, page, keeper);
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  async figures(): Promise<unknown> {
    await this.#show();
    await this.#choose(files.map(({ name, buffer }) => [name, buffer]));
    return poll(() => this.firefox.run(storedFigures));
  }

  async keep(): Promise<void> {
    await wait(1500);
    await this.firefox.goTo(`${this.#address}icon.svg`);
    await keepRows(this.#keeper, 'whole');
  }

  async harmStore(random: Random): Promise<void> {
    const kinds = Array.from({ length: 1 + random.below(3) }, () => harms[random.below(harms.length)]);
    for (const kind of kinds) this.count(`stores, ${kind}`);
    const picks = Array.from({ length: 60 }, () => random.below(1e6) / 1e6);
    const { digests, harmed } = await this.#reopen({ kinds, picks });
    await this.#isAlive(random);
    await wait(600);
    const now = await storedDigests(this.#keeper);
    const asides = Object.keys(now).filter((key) => key.includes('@'));
    for (const [key, digest] of Object.entries(digests)) {
      if (key === 'settings' || key === 'due' || now[key] === digest) continue;
      if (asides.some((aside) => aside.startsWith(`${key}@`) && now[aside] === digest)) continue;
      if (!harmed.includes(key) || now[key] === undefined) throw new Error(`lost: ${key} (${kinds.join()})`);
    }
    this.count('compared without a loss');
    if (asides.length > 0) await this.#says('could not be opened');
  }

  async openProject(random: Random, project: Uint8Array): Promise<void> {
    const bytes = random.below(2) ? damageStructure(random, project) : damageBytes(random, project);
    const { digests } = await this.#reopen(unharmed);
    const name = `chaos-${random.below(1e6)}.debut`;
    await this.#choose([[name, bytes]]);
    const isOpen = await poll(() =>
      this.firefox.run((file) => {
        const text = document.body.textContent;
        if (text.includes(`${file} could not be opened`)) return 'refused';
        return text.includes(`${file} is open`) ? 'opened' : null;
      }, name),
    );
    this.count(`project files, ${isOpen}`);
    await this.#isAlive(random);
    if (isOpen === 'opened') return;
    const now = await storedDigests(this.#keeper);
    for (const [key, digest] of Object.entries(digests))
      if (key !== 'settings' && key !== 'due' && now[key] !== digest) throw new Error(`lost: ${key}`);
    this.count('compared without a loss');
  }

  async giveTable(random: Random): Promise<void> {
    const { name, bytes } = hostileRows(random);
    this.count(`tables, ${name}`);
    await this.#reopen(unharmed);
    await this.#choose([[name, bytes]]);
    for (const ends = performance.now() + 120_000; ; ) {
      const asked = performance.now();
      const isSaid = await this.firefox.run(
        (file) => document.querySelector('main')?.textContent.includes(file) ?? false,
        name,
      );
      this.#waited(performance.now() - asked);
      if (isSaid) break;
      if (performance.now() > ends) throw new Error(`${name}: neither read nor refused within 2 minutes`);
      await wait(100);
    }
    await this.#says('sales.csv');
    await this.#isAlive(random);
  }

  async #reopen(harm: Harm): ReturnType<typeof restoreRows> {
    await this.firefox.goTo(`${this.#address}icon.svg`);
    const stored = await restoreRows(this.#keeper, 'whole', harm);
    await this.#show();
    return stored;
  }

  /** There are words on the page: the rail, or what a start waits for. */
  async #show(): Promise<void> {
    const started = performance.now();
    await this.firefox.goTo(this.#address);
    await poll(
      () => this.firefox.run(() => document.querySelector('nav button, main [role="status"]') !== null),
      hangMs,
    );
    this.#waited(performance.now() - started);
  }

  async #choose(given: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<void> {
    await this.#goTo('data');
    mkdirSync(this.#folder, { recursive: true });
    const paths = given.map(([name]) => path.join(this.#folder, name));
    for (const [i, [, bytes]] of given.entries()) writeFileSync(paths[i], bytes);
    await this.firefox.choose(paths);
  }

  async #goTo(place: PlaceId): Promise<void> {
    const isThere = await this.firefox.run((id) => {
      const button = document.querySelector<HTMLButtonElement>(`nav [data-place="${id}"] button`);
      button?.click();
      return button !== null;
    }, place);
    if (!isThere) throw new Error(`blank: no place ${place}`);
  }

  async #isAlive(random: Random): Promise<void> {
    const asked = performance.now();
    await this.#goTo(placeIds[random.below(placeIds.length)]);
    this.#waited(performance.now() - asked);
    await poll(() => this.firefox.run(() => document.querySelector('main h1, main [role="alert"]') !== null), hangMs);
    this.count('alive');
  }

  async #says(words: string): Promise<void> {
    await poll(() => this.firefox.run((text) => document.body.textContent.includes(text), words), 60_000);
    this.count('said');
  }

  #waited(milliseconds: number): void {
    this.longestMs = Math.max(this.longestMs, milliseconds);
    if (milliseconds > hangMs) throw new Error(`hang: no answer for ${Math.round(milliseconds)} ms`);
  }
}

export default bench;
