import { saveNow, stopKeeping } from '#state/keep-slice.ts';
import { showProjectFile } from '#state/project-file-store.ts';
import { holdProject } from '#state/project-hold.ts';
import { firstProject, type Project, useProjectStore } from '#state/project-store.ts';
import { reloadPage } from '#state/reload-page.ts';
import { useStorageStore } from '#state/storage-store.ts';
import { enterProject, readProjects, removeProject, writeProject } from '#storage/database.ts';

/** The project of this tab outlives its reload, whatever other tabs open. */
const tabKey = 'debut-project';
/** What the page says of a file once it has been loaded anew with it. */
const openedKey = 'debut-opened';

/** Finds the project to open (this tab's, else the one opened last), and holds it. Before anything is restored. */
export async function openProject(): Promise<void> {
  try {
    const known = await readProjects();
    const projects = known.length > 0 ? known : [firstProject];
    const wanted = sessionStorage.getItem(tabKey);
    const present = projects.find(({ id }) => id === wanted) ?? projects[0];
    enterProject(present.id);
    useProjectStore.setState({ present, projects });
    await holdProject(present.id);
    await remember({ ...present, openedAt: Date.now() });
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
  const opened = sessionStorage.getItem(openedKey);
  sessionStorage.removeItem(openedKey);
  if (opened !== null) showProjectFile({ status: 'opened', ...(JSON.parse(opened) as OpenedFile) });
}

/** Opens another project in this tab; what is unsaved here is saved first. */
export async function switchProject(id: string, opened?: OpenedFile): Promise<void> {
  await saveNow();
  sessionStorage.setItem(tabKey, id);
  if (opened) sessionStorage.setItem(openedKey, JSON.stringify(opened));
  reloadPage();
}

/** An empty project, opened at once. */
export async function createProject(name: string): Promise<void> {
  const project: Project = { id: `p-${crypto.randomUUID()}`, name, openedAt: Date.now() };
  await writeProject(project);
  await switchProject(project.id);
}

export async function renameProject(name: string): Promise<void> {
  await remember({ ...useProjectStore.getState().present, name });
}

/** Removes the present project and opens the one opened before it, or an empty one. */
export async function deleteProject(): Promise<void> {
  const { present } = useProjectStore.getState();
  stopKeeping();
  await removeProject(present.id);
  sessionStorage.removeItem(tabKey);
  reloadPage();
}

async function remember(present: Project): Promise<void> {
  await writeProject(present);
  useProjectStore.setState({ present, projects: await readProjects() });
}
