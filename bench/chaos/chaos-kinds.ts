import { expect } from '@playwright/test';
import type { Random } from '#engine/random.ts';
import { damageBytes, damageStructure } from '../project/damage-project.ts';
import type { ChaosKind, ChaosRun, Step } from './chaos-run.ts';
import { longestSilence } from './heartbeat.ts';
import { hostileRows } from './hostile-rows.ts';
import type { Harm } from './stored-rows.ts';

const unharmed: Harm = { kinds: [], picks: [0] };
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One to three corruptions of what is stored: the page opens, what it can't read is said and set aside, the rest is as it was. */
const store: Step = async (run, random) => {
  const rare = random.below(12) === 0 ? [rareHarms[random.below(rareHarms.length)]] : [];
  const often = Array.from({ length: 1 + random.below(3) }, () => oftenHarms[random.below(oftenHarms.length)]);
  const kinds = rare.length > 0 ? rare : often;
  await harmed(run, random, { kinds, picks: Array.from({ length: 60 }, () => random.below(1e6) / 1e6) });
};

/** Names of projects that are objects, and a slice of a status that nobody has heard of. */
const namedStore: Step = (run, random) => harmed(run, random, { kinds: ['value', 'project'], picks: [0.999] });

async function harmed(run: ChaosRun, random: Random, harm: Harm): Promise<void> {
  const { kinds } = harm;
  for (const kind of kinds) run.count(`stores, ${kind}`);
  run.count('corruptions of the storage', kinds.length);
  const { digests, harmed } = await run.reopen('whole', harm);
  await run.alive(random, 2);
  await wait(600);
  const now = await run.stored();
  const asides = Object.keys(now).filter((key) => key.includes('@'));
  for (const [key, digest] of Object.entries(digests)) {
    if (key === 'settings' || key === 'due' || now[key] === digest) continue;
    const isAside = asides.some((aside) => aside.startsWith(`${key}@`) && now[aside] === digest);
    if (isAside) continue;
    // Facts that are read may be brought to their present form; those that nobody touched stay.
    if (!harmed.includes(key)) throw new Error(`lost: ${key} is another (${kinds.join()} of ${harmed.join()})`);
    if (now[key] === undefined) throw new Error(`lost: ${key}, harmed, is gone without a word (${kinds.join()})`);
    run.count('harmed facts that were taken for right and brought to form');
  }
  run.isUnlost();
  if (asides.length > 0) {
    run.count('stores, set aside and said');
    await run.said(/could not be opened/);
  }
}

const oftenHarms = [
  ...['value', 'field', 'field', 'field', 'version', 'saved-at', 'gone', 'project', 'checkpoint', 'model'],
] as Harm['kinds'];
const rareHarms = ['older-database', 'newer-database', 'no-table'] as const;

/** A project file with injuries: refused with words and nothing touched, or opened as a project of its own. */
const project: Step = async (run, random) => {
  const bytes = random.below(2) ? damageStructure(random, run.project) : damageBytes(random, run.project);
  const name = `chaos-${random.below(1e6)}.debut`;
  await atWork(run);
  const before = await run.stored();
  await chooseFile(run, name, bytes);
  await run.said(new RegExp(`${name.replace('.', '\\.')} (could not be opened|is open)`), 30_000);
  const isOpen = (await run.page.getByText(`${name} is open`).count()) > 0;
  run.count(isOpen ? 'project files, opened' : 'project files, refused');
  await run.alive(random);
  if (isOpen) {
    run.isAtWork = false;
    return;
  }
  const after = await run.stored();
  for (const [key, digest] of Object.entries(before)) {
    if (key !== 'settings' && key !== 'due' && after[key] !== digest) throw new Error(`lost: ${key}`);
  }
  run.isUnlost();
};

/** A file of tables made to break the page: it answers all the while, and says what it makes of the file. */
const rows: Step = async (run, random) => {
  const { name, bytes } = hostileRows(random);
  run.count(`tables, ${name}`);
  await run.reopen('small', unharmed);
  await chooseFile(run, name, Buffer.from(bytes));
  const ends = performance.now() + 120_000;
  const table = run.page.locator('main').getByText(name).first();
  for (let isSaid = false; !isSaid; ) {
    await run.alive(random, 0);
    isSaid = await table.isVisible();
    if (performance.now() > ends) throw new Error(`${name}: neither read nor refused within 2 minutes`);
    await wait(100);
  }
  await run.said(name);
  await expect(run.page.locator('main').getByText('good.csv').first()).toBeVisible({ timeout: 60_000 });
  run.isUnlost();
  await run.alive(random);
};

/** Workers that die, or hang, in the midst of what they were asked: said, and what was there stays. */
const workers: Step = async (run, random) => {
  const way = (['die', 'fall silent', 'hang'] as const)[random.below(3)];
  run.count(`workers that ${way}`);
  await run.restore('whole', unharmed);
  await run.show(collectWorkers);
  const before = await run.stored();
  const { page } = run;
  await goTo(run, 'Plan');
  await page.getByRole('button', { name: 'Find the plan again' }).click({ timeout: 20_000 });
  await wait(random.below(400));
  if (way === 'hang') for (const worker of page.workers()) worker.evaluate(loop).catch(() => undefined);
  else
    await page.evaluate((isSilent) => {
      for (const worker of (window as unknown as { workers: Worker[] }).workers) {
        if (isSilent) worker.postMessage = () => undefined;
        worker.terminate();
      }
    }, way === 'fall silent');
  const cancel = page.locator('main').getByRole('button', { name: 'Cancel', exact: true }).first();
  const ends = performance.now() + 30_000;
  while ((await cancel.count()) > 0) {
    if (performance.now() > ends) throw new Error('hang: a search whose workers are gone does not end');
    await cancel.click({ timeout: 1000 }).catch(() => undefined);
    await wait(300);
  }
  await run.alive(random);
  const after = await run.stored();
  for (const key of Object.keys(before)) if (!(key in after)) throw new Error(`lost: ${key}`);
  run.isUnlost();
};

/** A disk that is full, and then is not. */
const quota: Step = async (run, random) => {
  const { digests } = await run.restore('whole', unharmed);
  await run.show(() => {
    for (const name of ['put', 'add'] as const) {
      const native = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...given: Parameters<typeof native>) {
        if ((window as { isFull?: boolean }).isFull) throw new DOMException('No room.', 'QuotaExceededError');
        return native.apply(this, given);
      };
    }
  });
  await run.page.evaluate(() => Object.assign(window, { isFull: true }));
  await run.alive(random, 3);
  await goTo(run, 'Insight');
  await goTo(run, 'Plan');
  await run.said('Your work could not be saved on this machine.');
  await run.page.evaluate(() => Object.assign(window, { isFull: false }));
  await expect(run.page.getByText('Your work could not be saved on this machine.')).toBeHidden({ timeout: 20_000 });
  await same(run, random, digests);
};

/** Storage that is not there. */
const missing: Step = async (run, random) => {
  await run.show(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await run.said('Your work could not be saved on this machine.');
  await run.alive(random);
};

/** Storage that never answers: the start says so, and opens without it. */
const silent: Step = async (run, random) => {
  await run.show(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await run.said(/has not answered yet/);
  await run.page.getByRole('button', { name: 'Open without the saved work' }).click();
  await run.said('This page was opened without your saved work.');
  await run.alive(random);
};

/** Storage that an older page in another tab holds. */
const held: Step = async (run, random) => {
  await run.leave();
  await run.keeper.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.deleteDatabase('debut').onsuccess = () => {
          const request = indexedDB.open('debut', 10);
          request.onupgradeneeded = () => request.result.createObjectStore('slices', { keyPath: 'key' });
          request.onsuccess = () => {
            Object.assign(window, { held: request.result });
            resolve();
          };
        };
      }),
  );
  try {
    await run.show();
    await run.said(/holds the storage with an earlier version/);
  } finally {
    await run.keeper.evaluate(() => (window as unknown as { held: IDBDatabase }).held.close());
  }
  await run.alive(random);
};

/** Site data deleted under the page: said, and stored again on the person's word. */
const deleted: Step = async (run, random) => {
  const gone = 'What was saved of Debut in this browser has been deleted.';
  await run.reopen('whole', unharmed);
  const session = await run.context.newCDPSession(run.page);
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(run.page.url()).origin,
    storageTypes: 'indexeddb',
  });
  await run.said(gone);
  await run.page.getByRole('button', { name: 'Store it again' }).click();
  await expect(run.page.getByText(gone)).toBeHidden({ timeout: 10_000 });
  await expect.poll(async () => Object.keys(await run.stored()).includes('plan'), { timeout: 10_000 }).toBe(true);
  await run.alive(random);
};

/** A page that the browser freezes in its work, and wakes again. */
const frozen: Step = async (run, random) => {
  const { digests } = await run.reopen('whole', unharmed);
  const session = await run.context.newCDPSession(run.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await wait(200 + random.below(800));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await session.detach();
  // That it stood still was asked of it.
  await wait(200);
  await run.page.evaluate(longestSilence);
  await same(run, random, digests);
};

/** A clock that is years off, or runs back while the page is open. */
const clock: Step = async (run, random) => {
  const { digests } = await run.restore('whole', unharmed);
  const years = [-60, -10, -1, 1, 10, 200][random.below(6)];
  await run.show((shift) => {
    const Native = Date;
    let back = 0;
    const now = (): number => Native.now() + shift - back;
    setTimeout(() => (back = 86_400_000), 500);
    globalThis.Date = class extends Native {
      constructor(...given: readonly unknown[]) {
        if (given.length === 0) super(now());
        else super(...(given as [number]));
      }
      static override now(): number {
        return now();
      }
    } as DateConstructor;
  }, years * 31_557_600_000);
  await wait(700);
  await same(run, random, digests);
};

/** A browser that lacks something. */
const capabilities: Step = async (run, random) => {
  const names = [
    ...['BroadcastChannel', 'SharedArrayBuffer', 'OffscreenCanvas', 'WebAssembly', 'requestIdleCallback', 'Worker'],
    ...['ResizeObserver', 'IntersectionObserver', 'PerformanceObserver', 'DecompressionStream', 'ReportingObserver'],
    ...['navigator.locks', 'navigator.storage', 'navigator.serviceWorker', 'navigator.hardwareConcurrency'],
    ...['Intl.ListFormat', 'Intl.DisplayNames', 'Intl.Segmenter', 'Intl.RelativeTimeFormat', 'crypto.randomUUID'],
    ...['sessionStorage', 'localStorage', 'matchMedia', 'caches', 'structuredClone'],
  ];
  const gone = [names[random.below(names.length)], ...(random.below(2) ? [names[random.below(names.length)]] : [])];
  await without(gone)(run, random);
};

/** What browsers, or the addresses that a page is served from, lack most often, all at once. */
const oftenLacking = [
  ...['BroadcastChannel', 'Worker', 'ResizeObserver', 'PerformanceObserver', 'Intl.ListFormat', 'crypto.randomUUID'],
];

const without =
  (gone: readonly string[]): Step =>
  async (run, random) => {
    const { digests } = await run.restore('whole', unharmed);
    for (const name of gone) run.count(`without ${name}`);
    await run.show((all: readonly string[]) => {
      for (const name of all) {
        const [first, second] = name.split('.');
        const root: object = second === undefined ? window : (window as unknown as Record<string, object>)[first];
        const key = second ?? first;
        for (let owner = root; owner; owner = Object.getPrototypeOf(owner))
          if (Object.hasOwn(owner, key)) delete (owner as Record<string, unknown>)[key];
        // What is kept for a page that may keep nothing throws at its name.
        if (key.endsWith('Storage')) {
          Object.defineProperty(window, key, {
            get: () => {
              throw new DOMException('denied', 'SecurityError');
            },
          });
        }
      }
    }, gone);
    await same(run, random, digests);
  };

/** The page is alive, and what is stored is as it was. */
async function same(run: ChaosRun, random: Random, digests: Readonly<Record<string, string>>): Promise<void> {
  await run.alive(random, 2);
  await wait(600);
  const now = await run.stored();
  for (const [key, digest] of Object.entries(digests))
    if (key !== 'settings' && key !== 'due' && now[key] !== digest) throw new Error(`lost: ${key} is another`);
  run.isUnlost();
}

async function atWork(run: ChaosRun): Promise<void> {
  if (run.isAtWork) return;
  await run.reopen('whole', unharmed);
  run.isAtWork = true;
}

async function goTo(run: ChaosRun, step: string): Promise<void> {
  await run.page.getByRole('navigation').getByRole('button', { name: step }).first().click({ timeout: 10_000 });
}

async function chooseFile(run: ChaosRun, name: string, bytes: Uint8Array): Promise<void> {
  await goTo(run, 'Data');
  const input = run.page.locator('input[type="file"]').first();
  await input.setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
}

/** In a worker: never ends. */
function loop(): void {
  for (;;);
}

function collectWorkers(): void {
  const workers: Worker[] = [];
  Object.assign(window, { workers });
  const Native = window.Worker;
  window.Worker = class extends Native {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
    }
  };
}

export const chaosKinds: readonly ChaosKind[] = [
  { name: 'stores', share: 31, step: store },
  { name: 'stored objects', share: 1, step: namedStore },
  { name: 'project files', share: 26, step: project },
  { name: 'tables', share: 15, step: rows },
  { name: 'workers', share: 6, step: workers },
  { name: 'full disk', share: 3, step: quota },
  { name: 'storage missing', share: 1, step: missing },
  { name: 'storage silent', share: 1, step: silent },
  { name: 'storage held', share: 1, step: held },
  { name: 'storage deleted', share: 1, step: deleted },
  { name: 'frozen', share: 4, step: frozen },
  { name: 'clock', share: 4, step: clock },
  { name: 'poor browser', share: 1, step: without(oftenLacking) },
  { name: 'capabilities', share: 7, step: capabilities },
];
