import type { BrowserContext, Page } from '@playwright/test';

/** Workers as the page names them (src/workers/<name>/client.ts). */
export type WorkerName =
  | 'candidates'
  | 'explore'
  | 'ingest'
  | 'learning'
  | 'monitor'
  | 'planning'
  | 'printing'
  | 'project'
  | 'sample'
  | 'statistics';

/** By worker, one entry a death to come: the jobs that it dies of. */
type Doomed = Map<string, readonly (readonly string[])[]>;

/**
 * From now on workers can be made to die in their work; before a page is opened. `learns` false: whoever is to train a
 * network dies of it, every time, so that no network changes the forecasts between two plans.
 */
export async function allowDeaths(pages: Page | BrowserContext, learns = true): Promise<void> {
  await standBetween(pages, learns ? 'trains' : 'dies');
}

/**
 * No network trains: the job never comes to its worker, and is under way for as long as the page is open. For specs that look at no network,
 * whose pages otherwise take a core from each other as soon as they have a plan. Before a page is opened.
 */
export async function holdTraining(pages: Page | BrowserContext): Promise<void> {
  await standBetween(pages, 'waits');
}

async function standBetween(pages: Page | BrowserContext, training: 'trains' | 'dies' | 'waits'): Promise<void> {
  await pages.addInitScript((asked) => {
    const doomed = new Map<string, readonly (readonly string[])[]>();
    const deaths: string[] = [];
    Object.assign(window, { doomed, deaths });
    if (asked === 'dies') doomed.set('learning', Array(99).fill(['train']));
    const Native = window.Worker;
    window.Worker = class extends Native {
      readonly #name: string;
      /** The page has been told which lock the worker holds, and waits for it. */
      #isWatched = false;
      #askedAs: unknown = null;

      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.#name = options?.name ?? '';
        this.addEventListener('message', ({ data }) => {
          if (this.#askedAs !== null && data?.id === this.#askedAs) this.#isWatched = true;
        });
      }

      override postMessage(message: unknown, given?: StructuredSerializeOptions | Transferable[]): void {
        const { id, path, argumentList } = (message ?? {}) as {
          id?: unknown;
          path?: readonly string[];
          argumentList?: readonly { readonly value?: unknown }[];
        };
        if (path?.[0] === 'livenessLock') this.#askedAs = id;
        const job = path?.[0] === 'run' ? argumentList?.[1]?.value : undefined;
        if (asked === 'waits' && this.#name === 'learning' && job === 'train') return;
        if (doomed.get(this.#name)?.[0]?.includes(String(job))) {
          // In turn: who is doomed twice dies of the next such job too.
          const [, ...others] = doomed.get(this.#name) ?? [];
          if (others.length > 0) doomed.set(this.#name, others);
          else doomed.delete(this.#name);
          void this.#die(`${this.#name} ${job}`);
        } else super.postMessage(message, given as Transferable[]);
      }

      /** Without a word to anybody, as when the system takes its memory; it has the job, and gives no answer. */
      async #die(what: string): Promise<void> {
        while (!this.#isWatched) await new Promise((resolve) => setTimeout(resolve, 20));
        await new Promise((resolve) => setTimeout(resolve, 200));
        super.terminate();
        deaths.push(what);
      }
    };
  }, training);
}

/** Workers of this name die of the first of these jobs that they are given, as often as is said. */
export async function doom(page: Page, worker: WorkerName, jobs: readonly string[], times = 1): Promise<void> {
  const deaths = Array.from({ length: times }, () => jobs);
  await page.evaluate(([name, all]) => (window as unknown as { doomed: Doomed }).doomed.set(name, all), [
    worker,
    deaths,
  ] as const);
}

/** Who has died of what since the page was opened, as "worker job"; training apart. */
export async function deathsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    (window as unknown as { deaths: string[] }).deaths.filter((death) => !death.startsWith('learning')),
  );
}
