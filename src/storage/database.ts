import Dexie, { type Table } from 'dexie';

/** One store's facts as they were last saved. `version` is the shape's: older shapes are migrated by their owner. */
export interface StoredSlice {
  readonly key: string;
  readonly version: number;
  readonly savedAt: number;
  readonly value: unknown;
}

class DebutDatabase extends Dexie {
  slices!: Table<StoredSlice, string>;
  constructor() {
    super('debut');
    this.version(1).stores({ slices: 'key' });
  }
}

let opened: DebutDatabase | null = null;

function database(): DebutDatabase {
  opened ??= new DebutDatabase();
  return opened;
}

/** The slice last saved under a key, or undefined. */
export function readSlice(key: string): Promise<StoredSlice | undefined> {
  return database().slices.get(key);
}

/** Saves and reads back: browsers have been seen to report success on a full disk. Throws when it is not there. */
export async function writeSlice(slice: StoredSlice): Promise<void> {
  await database().slices.put(slice);
  const back = await database().slices.get(slice.key);
  if (back?.savedAt !== slice.savedAt) throw new Error(`slice ${slice.key} was not kept`);
}

/** Removes everything that Debut has stored on this machine. */
export async function eraseEverything(): Promise<void> {
  await database().delete();
  opened = null;
}
