import { saveNow, stopKeeping } from '#state/keep-slice.ts';
import { holdProject } from '#state/project-hold.ts';
import { firstProject, type Project, useProjectStore } from '#state/project-store.ts';
import { reloadPage } from '#state/reload-page.ts';
import { useStorageStore } from '#state/storage-store.ts';
import { enterProject, readProjects, removeProject, writeProject } from '#storage/database.ts';

/** The project of this tab outlives its reload, whatever other tabs open. */
const tabKey = 'debut-project';

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
  } catch (error) {
    useStorageStore.setState({ storage: { status: 'failed', reason: String(error) } });
  }
}

/** Opens another project in this tab; what is unsaved here is saved first. */
export async function switchProject(id: string): Promise<void> {
  await saveNow();
  sessionStorage.setItem(tabKey, id);
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
