import Dexie, { type Table } from 'dexie';
import { bringColumnsBack, putColumnsAside } from './columns-aside.ts';

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

/** A piece of work of its own: its data, forecasts, plan. The first one has the id ''. */
export interface StoredProject {
  readonly id: string;
  /** '' = not named. */
  readonly name: string;
  /** Milliseconds of the clock; the latest opened comes back at the next start. */
  readonly openedAt: number;
}

class DebutDatabase extends Dexie {
  slices!: Table<StoredSlice, string>;
  checkpoints!: Table<StoredCheckpoint, string>;
  models!: Table<StoredModel, string>;
  projects!: Table<StoredProject, string>;
  constructor() {
    // Its cache copies whatever is written, field by field: a plan of 300 candidates held the page up for a tenth of a second.
    super('debut', { cache: 'disabled' });
    this.version(1).stores({ slices: 'key' });
    this.version(2).stores({ slices: 'key', checkpoints: 'key', models: 'id' });
    this.version(3).stores({ slices: 'key', checkpoints: 'key', models: 'id', projects: 'id' });
  }
}

let opened: DebutDatabase | null = null;
let isShut = false;

/** `blocked`: an older page in another tab keeps the database from being opened. `lost`: it was deleted under this page. */
export type StorageNews = 'blocked' | 'lost';

let tell: (news: StorageNews) => void = () => undefined;

export function listenToStorage(listener: (news: StorageNews) => void): void {
  tell = listener;
}

function database(): DebutDatabase {
  if (isShut) throw new Error('the storage is shut');
  if (opened) return opened;
  const fresh = new DebutDatabase();
  fresh.on('blocked', () => tell('blocked'));
  fresh.on('close', () => tell('lost'));
  fresh.on('versionchange', ({ newVersion }) => {
    // Dexie's own answer: a connection that stays would block whoever upgrades or deletes.
    fresh.close({ disableAutoOpen: false });
    if (newVersion === null) tell('lost');
  });
  opened = fresh;
  return opened;
}

/** From now on nothing is read or written here: another tab erases it all, or the person opened the page without it. */
export function shutStorage(): void {
  isShut = true;
  opened?.close();
}

let project = '';
/** The project has a row of its own since this page wrote it: one that is missing later was removed by another tab. */
let hasRow = false;

/** Slices and checkpoints are read and kept under this project from now on. Models belong to all projects. */
export function enterProject(id: string): void {
  project = id;
  hasRow = false;
}

/** What was to be kept belongs to a project that another tab has removed: it would be kept in no menu. */
export class ProjectGoneError extends Error {}

/** Within a transaction that `projects` takes part in. */
async function refuseIfGone(): Promise<void> {
  if (hasRow && (await database().projects.get(project)) === undefined) {
    throw new ProjectGoneError(`project ${project} was removed`);
  }
}

/** The first project's keys are bare, as they were when there was one project only. */
function keyIn(id: string, key: string): string {
  return id === '' ? key : `${id}/${key}`;
}

/** Whether a key belongs to a project; what all projects share belongs to none. */
function belongsTo(id: string, key: string): boolean {
  if (id !== '') return key.startsWith(`${id}/`);
  return !/^p-[^/]*\//.test(key) && !sharedKeys.has(key);
}

/** Slices that all projects share: what the person chose about the page itself. */
const sharedKeys: ReadonlySet<string> = new Set(['preferences']);

function sliceKey(key: string): string {
  return sharedKeys.has(key) ? key : keyIn(project, key);
}

/** All projects, the one opened last first. */
export async function readProjects(): Promise<readonly StoredProject[]> {
  const projects = await database().projects.toArray();
  return projects.flatMap(tidyProject).sort((a, b) => b.openedAt - a.openedAt);
}

/** A row as it should be, whatever lies there: a name that is no text is none. */
function tidyProject({ id, name, openedAt }: { readonly [Field in keyof StoredProject]: unknown }): StoredProject[] {
  if (typeof id !== 'string') return [];
  return [
    {
      id,
      name: typeof name === 'string' ? name.slice(0, 1000) : '',
      openedAt: typeof openedAt === 'number' && Number.isFinite(openedAt) ? openedAt : 0,
    },
  ];
}

/** No project is there any more: all was deleted, by the person or by the browser. */
export async function isEmptied(): Promise<boolean> {
  return hasRow && (await database().projects.count()) === 0;
}

/** Throws when it is not there afterwards. */
export async function writeProject(kept: StoredProject): Promise<void> {
  await database().projects.put(kept);
  const back = await database().projects.get(kept.id);
  if (back?.openedAt !== kept.openedAt) throw new Error(`project ${kept.id} was not kept`);
  if (kept.id === project) hasRow = true;
}

/** Removes a project with everything in it. */
export async function removeProject(id: string): Promise<void> {
  const { slices, checkpoints, projects } = database();
  await database().transaction('rw', slices, checkpoints, projects, async () => {
    await slices.filter(({ key }) => belongsTo(id, key)).delete();
    await checkpoints.filter(({ key }) => belongsTo(id, key)).delete();
    await projects.delete(id);
  });
}

/** A whole project at once, in place of what was kept of it: all or nothing. Throws when it is not there afterwards. */
export async function replaceProject(kept: StoredProject, facts: readonly StoredSlice[]): Promise<void> {
  const { slices, checkpoints, projects } = database();
  await database().transaction('rw', slices, checkpoints, projects, async () => {
    await slices.filter(({ key }) => belongsTo(kept.id, key)).delete();
    await checkpoints.filter(({ key }) => belongsTo(kept.id, key)).delete();
    await slices.bulkPut(
      facts.map(({ value, ...slice }) => ({ ...slice, key: keyIn(kept.id, slice.key), value: putColumnsAside(value) })),
    );
    await projects.put(kept);
  });
  const back = await slices.bulkGet(facts.map(({ key }) => keyIn(kept.id, key)));
  if (back.some((slice, i) => slice?.savedAt !== facts[i].savedAt)) throw new Error(`project ${kept.id} was not kept`);
}

/** The slice last saved under a key, or undefined. */
export async function readSlice(key: string): Promise<StoredSlice | undefined> {
  const found = await database().slices.get(sliceKey(key));
  return found && whole(found);
}

async function whole(slice: StoredSlice): Promise<StoredSlice> {
  return { ...slice, value: await bringColumnsBack(slice.value) };
}

/**
 * Saves and reads back: browsers have been seen to report success on a full disk. Throws when it is not there, and a
 * `ProjectGoneError` where the project has been removed.
 */
export async function writeSlice(slice: StoredSlice): Promise<void> {
  const key = sliceKey(slice.key);
  const { slices, projects } = database();
  await database().transaction('rw', slices, projects, async () => {
    await refuseIfGone();
    await slices.put({ ...slice, key, value: putColumnsAside(slice.value) });
  });
  const back = await slices.get(key);
  if (back?.savedAt !== slice.savedAt) throw new Error(`slice ${slice.key} was not kept`);
}

/** Puts a copy of a slice that this version can't read where nothing is written over it: for the version that can. */
export async function setSliceAside(key: string): Promise<void> {
  const { slices } = database();
  await database().transaction('rw', slices, async () => {
    const stored = await slices.get(sliceKey(key));
    if (stored) await slices.put({ ...stored, key: `${stored.key}@${stored.version}-${stored.savedAt}` });
  });
}

/** Slices of this project that were set aside, by the keys that they had. */
export async function slicesSetAside(): Promise<readonly string[]> {
  const keys = await database().slices.toCollection().primaryKeys();
  return keys.flatMap((key) => (isOwnKey(key) && key.includes('@') ? [bareKey(key)] : []));
}

/**
 * All that is stored of this project under the keys of its slices, as it lies there: what was set aside, the latest of each,
 * in place of what was written since.
 */
export async function readStoredProject(): Promise<readonly StoredSlice[]> {
  const all = await database()
    .slices.filter(({ key }) => isOwnKey(key))
    .toArray();
  const isAside = ({ key }: StoredSlice): number => (key.includes('@') ? 1 : 0);
  all.sort((a, b) => isAside(a) - isAside(b) || a.savedAt - b.savedAt);
  const latest = new Map(all.map((slice) => [bareKey(slice.key), { ...slice, key: bareKey(slice.key) }]));
  return Promise.all([...latest.values()].map(whole));
}

function isOwnKey(key: unknown): key is string {
  return typeof key === 'string' && belongsTo(project, key);
}

/** A slice's key without its project and without the mark of one that was set aside. */
function bareKey(key: string): string {
  return key.slice(key.indexOf('/') + 1).replace(/@.*$/, '');
}

export async function readCheckpoint(key: string): Promise<unknown> {
  return (await database().checkpoints.get(keyIn(project, key)))?.value;
}

/** Throws when it is not there afterwards (a full disk), or the project has been removed. */
export async function writeCheckpoint(key: string, value: unknown): Promise<void> {
  const savedAt = Date.now();
  const { checkpoints, projects } = database();
  await database().transaction('rw', checkpoints, projects, async () => {
    await refuseIfGone();
    await checkpoints.put({ key: keyIn(project, key), savedAt, value });
  });
  const back = await checkpoints.where({ key: keyIn(project, key) }).count();
  if (back !== 1) throw new Error(`checkpoint ${key} was not kept`);
}

/** Drops a checkpoint and what is kept beneath its key. */
export async function dropCheckpoint(key: string): Promise<void> {
  const { checkpoints } = database();
  const own = keyIn(project, key);
  await checkpoints.delete(own);
  await checkpoints.where('key').startsWith(`${own}/`).delete();
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
  opened?.close();
  opened = null;
  await Dexie.delete('debut');
}
