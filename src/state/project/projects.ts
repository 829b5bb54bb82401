import { createEditHistory } from '#state/runtime/edit-history.ts';
import { reloadPage } from '#state/runtime/reload-page.ts';
import { tabMemory } from '#state/runtime/tab-memory.ts';
import { listenToTabs, tellTabs } from '#state/runtime/tabs.ts';
import { saveAnew, saveNow, stopKeeping } from '#state/saving/persist-slice.ts';
import { useStorageStore } from '#state/saving/storage-store.ts';
import { enterProject, readProjects, removeProject, writeProject } from '#storage/database.ts';
import { freshId } from '#storage/slices/fresh-id.ts';
import { showProjectFile } from './project-file-store.ts';
import { holdProject } from './project-hold.ts';
import { firstProject, type Project, useProjectStore } from './project-store.ts';

/** The project of this tab outlives its reload, whatever other tabs open. */
const tabKey = 'debut-project';
/** What the page says of a file once it has been loaded anew with it. */
const openedKey = 'debut-opened';

/** Finds the project to open (this tab's, else the one opened last), and holds it. Before anything is restored. */
export async function openProject(): Promise<void> {
  listenToTabs();
  try {
    const known = await readProjects();
    const projects = known.length > 0 ? known : [firstProject];
    const wanted = tabMemory.get(tabKey);
    const current = projects.find(({ id }) => id === wanted) ?? projects[0];
    enterProject(current.id);
    useProjectStore.setState({ current, projects });
    await holdProject(current.id);
    await remember({ ...current, openedAt: Date.now() });
    sayOpened();
  } catch (error) {
    useStorageStore.setState({ storage: { status: 'failed', reason: String(error) } });
  }
}

/** A file that became a project, and the project that it was opened over: null where that was empty. */
export interface OpenedFile {
  readonly name: string;
  readonly kept: string | null;
}

function sayOpened(): void {
  const opened = tabMemory.get(openedKey);
  tabMemory.set(openedKey, null);
  if (opened !== null) showProjectFile({ status: 'opened', ...(JSON.parse(opened) as OpenedFile) });
}

/** Opens another project in this tab; what is unsaved here is saved first. */
export async function switchProject(id: string, opened?: OpenedFile): Promise<void> {
  await saveNow();
  tabMemory.set(tabKey, id);
  if (opened) tabMemory.set(openedKey, JSON.stringify(opened));
  reloadPage();
}

/** `unnamed`: what a project without a name is called on screen. */
export async function createProject(name: string, unnamed: string): Promise<void> {
  const own = distinctName(name, namesTaken(null, unnamed));
  const project: Project = { id: `p-${freshId()}`, name: own, openedAt: Date.now() };
  await writeProject(project);
  tellTabs({ kind: 'projects' });
  await switchProject(project.id);
}

/** Only in the tab that holds it: another one would be left with a name that it does not know. */
export async function renameProject(name: string, unnamed: string): Promise<void> {
  const { current, hold } = useProjectStore.getState();
  if (hold !== 'own') return;
  projectNameHistory.remember();
  await giveName(distinctName(name, namesTaken(current.id, unnamed)));
}

/** The name of the project, back and forth. */
export const projectNameHistory = createEditHistory(
  () => useProjectStore.getState().current.name,
  async (name) => {
    const { current, hold } = useProjectStore.getState();
    if (hold !== 'own') return false;
    // Another project may have been given the name since.
    await giveName(name === '' ? name : distinctName(name, namesTaken(current.id, '')));
    return true;
  },
);

async function giveName(name: string): Promise<void> {
  await remember({ ...useProjectStore.getState().current, name });
  tellTabs({ kind: 'projects' });
}

/**
 * Removes the current project and opens the one opened before it, or an empty one. Only in the tab that holds it; others that
 * look at it are told.
 */
export async function deleteProject(): Promise<void> {
  const { current, hold } = useProjectStore.getState();
  if (hold !== 'own') return;
  stopKeeping();
  await removeProject(current.id);
  tellTabs({ kind: 'removed', id: current.id });
  openLatest();
}

/** Leaves a project that has been removed for the one opened last. */
export function openLatest(): void {
  tabMemory.set(tabKey, null);
  reloadPage();
}

/** Stores what this page has once more: all that was stored was deleted under it. */
export async function storeAgain(): Promise<void> {
  try {
    await remember({ ...useProjectStore.getState().current, openedAt: Date.now() });
  } catch (error) {
    return useStorageStore.setState({ storage: { status: 'failed', reason: String(error) } });
  }
  useProjectStore.setState({ hold: 'own' });
  await saveAnew();
}

function namesTaken(exceptId: string | null, unnamed: string): readonly string[] {
  const { projects } = useProjectStore.getState();
  return projects.filter(({ id }) => id !== exceptId).map(({ name }) => name || unnamed);
}

/** Names at most this long fit the menu. */
export const longestName = 80;

/** The name, with a number where another project has it already: two of one name could not be told apart. */
export function distinctName(name: string, taken: readonly string[]): string {
  const wanted = name.slice(0, longestName);
  for (let number = 2, tried = wanted; ; number++) {
    if (!taken.includes(tried)) return tried;
    const mark = ` (${number})`;
    tried = wanted.slice(0, longestName - mark.length) + mark;
  }
}

async function remember(current: Project): Promise<void> {
  await writeProject(current);
  useProjectStore.setState({ current, projects: await readProjects() });
}
