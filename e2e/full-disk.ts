import type { Page } from '@playwright/test';

/**
 * From now on the page's disk can be full; before it is opened. What a browser says then is said at once: the quota that the
 * developer tools can set is looked at by Chromium every half minute only.
 */
export async function allowFullDisk(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['put', 'add'] as const) {
      const native = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...given: Parameters<typeof native>) {
        if ((window as { isDiskFull?: boolean }).isDiskFull) throw new DOMException('No room.', 'QuotaExceededError');
        return native.apply(this, given);
      };
    }
  });
}

/** Fills the page's disk, or makes room on it. */
export async function fillDisk(page: Page, isFull: boolean): Promise<void> {
  await page.evaluate((full) => Object.assign(window, { isDiskFull: full }), isFull);
}
