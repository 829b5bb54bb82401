import type { Page } from '@playwright/test';

/** What the page has kept in IndexedDB under a key: the facts behind the screen, for tests that need exact figures. */
export async function persistedFacts<T>(page: Page, key: string): Promise<T | null> {
  return page.evaluate(
    (wanted) =>
      new Promise<never>((resolve, reject) => {
        const open = indexedDB.open('debut');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const database = open.result;
          const request = database.transaction('slices').objectStore('slices').get(wanted);
          request.onsuccess = () => {
            database.close();
            resolve((request.result?.value ?? null) as never);
          };
          request.onerror = () => reject(request.error);
        };
      }),
    key,
  );
}

/** The keys of all that is kept in IndexedDB, each after the name of its table. */
export async function persistedKeys(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const open = indexedDB.open('debut');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const database = open.result;
          const names = [...database.objectStoreNames];
          const found: string[] = [];
          const transaction = database.transaction(names);
          for (const name of names) {
            const request = transaction.objectStore(name).getAllKeys();
            request.onsuccess = () => found.push(...request.result.map((key) => `${name}/${key}`));
          }
          transaction.oncomplete = () => {
            database.close();
            resolve(found);
          };
          transaction.onerror = () => reject(transaction.error);
        };
      }),
  );
}
