import Dexie, { type Table } from 'dexie';

/** One store's facts as they were last saved. `version` is the shape's: older shapes are migrated by their owner. */
export interface StoredSlice {
  readonly key: string;
  readonly version: number;
  readonly savedAt: number;
  readonly value: unknown;
}

/** A computation cut off, to be taken up: replaced often, so apart from the slices. */
export interface StoredCheckpoint {
  readonly key: string;
  readonly savedAt: number;
  readonly value: unknown;
}

/** Something that was learnt and kept by the user's wish. */
export interface StoredModel {
  readonly id: string;
  readonly savedAt: number;
  readonly value: unknown;
}

class DebutDatabase extends Dexie {
  slices!: Table<StoredSlice, string>;
  checkpoints!: Table<StoredCheckpoint, string>;
  models!: Table<StoredModel, string>;
  constructor() {
    super('debut');
    this.version(1).stores({ slices: 'key' });
    this.version(2).stores({ slices: 'key', checkpoints: 'key', models: 'id' });
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

export async function readCheckpoint(key: string): Promise<unknown> {
  return (await database().checkpoints.get(key))?.value;
}

/** Throws when it is not there afterwards (a full disk). */
export async function writeCheckpoint(key: string, value: unknown): Promise<void> {
  const savedAt = Date.now();
  await database().checkpoints.put({ key, savedAt, value });
  const back = await database().checkpoints.where({ key }).count();
  if (back !== 1) throw new Error(`checkpoint ${key} was not kept`);
}

export async function dropCheckpoint(key: string): Promise<void> {
  await database().checkpoints.delete(key);
}

/** All models kept, latest first. */
export async function readModels(): Promise<readonly StoredModel[]> {
  const models = await database().models.toArray();
  return models.sort((a, b) => b.savedAt - a.savedAt);
}

/** Throws when it is not there afterwards. */
export async function writeModel(model: StoredModel): Promise<void> {
  await database().models.put(model);
  const back = await database().models.get(model.id);
  if (back?.savedAt !== model.savedAt) throw new Error(`model ${model.id} was not kept`);
}

export async function removeModel(id: string): Promise<void> {
  await database().models.delete(id);
}

/** Removes everything that Debut has stored on this machine. */
export async function eraseEverything(): Promise<void> {
  await database().delete();
  opened = null;
}
