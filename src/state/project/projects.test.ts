import { beforeEach, expect, it, vi } from 'vitest';

const calls = vi.hoisted(() => ({
  written: [] as { readonly id: string; readonly name: string }[],
  removed: [] as string[],
}));
vi.mock('#storage/database.ts', () => ({
  enterProject: () => undefined,
  readProjects: async () => [],
  writeProject: async (project: { readonly id: string; readonly name: string }) => {
    calls.written.push(project);
  },
  removeProject: async (id: string) => {
    calls.removed.push(id);
  },
}));
vi.mock('#state/runtime/tabs.ts', () => ({ tellTabs: () => undefined, listenToTabs: () => undefined }));
vi.mock('#state/runtime/reload-page.ts', () => ({ reloadPage: () => undefined }));

import { useProjectStore } from './project-store.ts';
import { createProject, deleteProject, distinctName, renameProject } from './projects.ts';

const [own, other] = ['a', 'b'].map((id) => ({ id, name: `Project ${id}`, openedAt: 0 }));

beforeEach(() => {
  calls.written.length = 0;
  calls.removed.length = 0;
  vi.stubGlobal('sessionStorage', { setItem: () => undefined, removeItem: () => undefined });
  useProjectStore.setState({ current: own, projects: [own, other], hold: 'own' });
});

it('neither removes nor renames a project that another tab has', async () => {
  for (const hold of ['elsewhere', 'taken', 'gone'] as const) {
    useProjectStore.setState({ hold });
    await deleteProject();
    await renameProject('Other words', 'My launches');
  }
  expect(calls).toEqual({ written: [], removed: [] });
  useProjectStore.setState({ hold: 'own' });
  await deleteProject();
  expect(calls.removed).toEqual(['a']);
});

it('gives the second project of a name a number, also where the first has no name of its own', async () => {
  useProjectStore.setState({ projects: [own, { ...other, name: '' }] });
  await createProject('My launches', 'My launches');
  await createProject('Project a', 'My launches');
  await renameProject('Project a', 'My launches');
  expect(calls.written.map(({ name }) => name)).toEqual(['My launches (2)', 'Project a (2)', 'Project a']);
});

it('counts on from the numbers that are taken, and stays as short as a name may be', () => {
  expect(distinctName('Spring', ['Spring', 'Spring (2)'])).toBe('Spring (3)');
  const long = 'x'.repeat(90);
  const second = distinctName(long, [long.slice(0, 80)]);
  expect(second).toHaveLength(80);
  expect(second.endsWith(' (2)')).toBe(true);
});
