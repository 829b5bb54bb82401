/*
 * What the page has stored, from outside the page: every function runs in a document of the same origin that is not Debut,
 * so that no connection of the page is in the way.
 */
declare global {
  interface Window {
    digest: (value: unknown) => string;
    /** What was stored, by the name under which it is kept. */
    kept: Record<string, { table: string; row: Record<string, unknown> }[]>;
  }
}

/** A document in a browser, whoever drives it. */
export interface Keeper {
  evaluate<Result, Given>(what: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result>;
}

/** In the document, before anything is kept or harmed there: says of a stored value whether it is the same. */
export function allowDigests(): void {
  window.digest = (value) => {
    let hash = 0;
    const add = (text: string): void => {
      for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    };
    const seen = new Set<unknown>();
    const walk = (item: unknown): void => {
      if (typeof item !== 'object' || item === null) add(`${typeof item}${String(item)};`);
      else if (seen.has(item)) add('again;');
      else if (item instanceof Blob) add(`blob${item.size};`);
      else if (ArrayBuffer.isView(item)) add(`${item.constructor.name}${Array.from(item as Float64Array).join()};`);
      else {
        seen.add(item);
        for (const [key, entry] of Object.entries(item instanceof Map ? [...item] : item)) {
          add(`${key}:`);
          walk(entry);
        }
        add('.');
      }
    };
    walk(value);
    return String(hash);
  };
}

const tables = { slices: 'key', checkpoints: 'key', models: 'id', projects: 'id' } as const;

/** Keeps all that is stored in the document, under a name; it is brought back by {@link restoreRows}. */
export async function keepRows(keeper: Keeper, name: string): Promise<void> {
  await keeper.evaluate(
    async ([beside, names]) => {
      const from = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('debut');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const kept: { table: string; row: Record<string, unknown> }[] = [];
      for (const table of names) {
        const rows = await new Promise<Record<string, unknown>[]>((resolve) => {
          const request = from.transaction(table).objectStore(table).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        // Nothing is to be taken up again: a step is judged by itself.
        for (const row of rows) kept.push({ table, row: row.key === 'due' ? { ...row, value: [] } : row });
      }
      from.close();
      window.kept = { ...window.kept, [beside]: kept };
    },
    [name, Object.keys(tables)] as const,
  );
}

/** What is done to the stored rows before the page opens, one after the other; `picks` are numbers from 0 to 1, drawn outside. */
export interface Harm {
  readonly kinds: readonly (
    | 'value'
    | 'field'
    | 'version'
    | 'saved-at'
    | 'gone'
    | 'project'
    | 'checkpoint'
    | 'model'
    | 'older-database'
    | 'newer-database'
    | 'no-table'
  )[];
  readonly picks: readonly number[];
}

/** The digest of every stored slice by its key. */
export type Digests = Readonly<Record<string, string>>;

/** Brings rows back as they were kept, harms them, and answers with what is stored then and which slices were harmed. */
export async function restoreRows(
  keeper: Keeper,
  name: string,
  harm: Harm,
): Promise<{ readonly digests: Digests; readonly harmed: readonly string[] }> {
  return keeper.evaluate(
    async ([beside, keys, { kinds, picks }]) => {
      const done = (request: IDBRequest | IDBOpenDBRequest) =>
        new Promise<void>((resolve, reject) => {
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        });
      await done(indexedDB.deleteDatabase('debut'));
      const all = structuredClone(window.kept[beside]);
      let next = 0;
      const pick = () => picks[next++ % picks.length];
      const below = (n: number) => Math.min(n - 1, Math.floor(pick() * n));
      const itself: { self?: unknown } = {};
      itself.self = itself;
      const hostile: readonly unknown[] = [
        ...[null, undefined, -1, 0.5, 1e308, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 12n, true, '', '__proto__'],
        ...['<img src=x onerror=alert(1)>', 'x'.repeat(200_000), [], {}, itself, new Date(0), new Map([[1, 2]])],
        ...[new Float64Array(3), new Uint8Array(9), new Blob(['x']), /x/, [[[[]]]], Array(5000).fill(1)],
        { status: 'unheard-of' },
      ];
      const harmed: string[] = [];
      const isContainer = (value: unknown): value is Record<string, unknown> =>
        typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof Blob);
      const harmField = (row: Record<string, unknown>): void => {
        let node = row;
        let key = 'value';
        for (let depth = 0; depth < 14; depth++) {
          const child = node[key];
          if (!isContainer(child) || child instanceof Map) break;
          const names = Object.keys(child);
          if (names.length === 0 || (depth > 0 && below(5) === 0)) break;
          node = child;
          key = names[below(names.length)];
        }
        if (below(6) === 0) delete node[key];
        else node[key] = hostile[below(hostile.length)];
      };
      const damaged = (table: string): void => {
        const rows = all.filter((each) => each.table === table);
        const row = rows.length > 0 ? rows[below(rows.length)].row : { [keys[table as 'slices']]: 'current' };
        if (rows.length === 0) all.push({ table, row });
        row.value = hostile[below(hostile.length)];
      };
      for (const kind of kinds) {
        const slices = all.filter(({ table }) => table === 'slices');
        const one = slices[below(slices.length)];
        switch (kind) {
          case 'value':
            one.row.value = hostile[below(hostile.length)];
            harmed.push(String(one.row.key));
            break;
          case 'field':
            for (let times = 0; times <= below(3); times++) harmField(one.row);
            harmed.push(String(one.row.key));
            break;
          case 'version':
            one.row.version = [0, -1, 99, 1e9, 1.5, 'x', Number.NaN, null, undefined, [1]][below(10)];
            harmed.push(String(one.row.key));
            break;
          case 'saved-at':
            one.row.savedAt = [Number.NaN, 'x', -1e300, null, undefined, {}][below(6)];
            break;
          case 'gone':
            all.splice(all.indexOf(one), 1);
            harmed.push(String(one.row.key));
            break;
          case 'project': {
            const row = all.find(({ table }) => table === 'projects')?.row;
            if (row) row[['name', 'openedAt'][below(2)]] = hostile[below(hostile.length)];
            all.push({
              table: 'projects',
              row: { id: `p-${below(99)}`, name: hostile[below(hostile.length)], openedAt: -1 },
            });
            all.push({ table: 'projects', row: { id: below(2) ? 7 : [1, 'x'], name: 'odd', openedAt: below(9) } });
            break;
          }
          case 'checkpoint':
            damaged('checkpoints');
            break;
          case 'model':
            damaged('models');
            break;
        }
      }
      const version = kinds.includes('older-database') ? 10 : kinds.includes('newer-database') ? 500 : 30;
      const skipped = kinds.includes('older-database') ? ['checkpoints', 'models', 'projects'] : [];
      if (kinds.includes('no-table')) skipped.push(['checkpoints', 'models'][below(2)]);
      const names = Object.keys(keys).filter((table) => !skipped.includes(table));
      const target = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('debut', version);
        request.onupgradeneeded = () => {
          for (const table of names) request.result.createObjectStore(table, { keyPath: keys[table as 'slices'] });
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const writing = target.transaction(names, 'readwrite');
      for (const { table, row } of all) if (names.includes(table)) writing.objectStore(table).put(row);
      await new Promise<void>((resolve, reject) => {
        writing.oncomplete = () => resolve();
        writing.onerror = () => reject(writing.error);
        writing.onabort = () => reject(writing.error);
      });
      target.close();
      const digests = Object.fromEntries(
        all.flatMap(({ table, row }) => (table === 'slices' ? [[String(row.key), window.digest(row.value)]] : [])),
      );
      return { digests, harmed };
    },
    [name, tables, harm] as const,
  );
}

/** Digests of the slices as they are stored now, those that were set aside among them (`KEY@...`). */
export async function storedDigests(keeper: Keeper): Promise<Digests> {
  return keeper.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('debut');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const rows = await new Promise<{ key: string; value: unknown }[]>((resolve) => {
      const request = database.transaction('slices').objectStore('slices').getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return Object.fromEntries(rows.map(({ key, value }) => [key, window.digest(value)]));
  }, null);
}
