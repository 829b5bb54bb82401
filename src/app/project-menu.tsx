import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { chooseProjectFile } from '#state/data/receive-files.ts';
import { saveProjectFile, saveStoredCopy } from '#state/project/project-file-actions.ts';
import { takeProject } from '#state/project/project-hold.ts';
import { useProjectStore } from '#state/project/project-store.ts';
import {
  createProject,
  deleteProject,
  longestName,
  openLatest,
  renameProject,
  storeAgain,
  switchProject,
} from '#state/project/projects.ts';
import { reloadPage } from '#state/runtime/reload-page.ts';
import { useStorageStore } from '#state/saving/storage-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Menu, type MenuEntry } from '#ui/controls/menu.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Dialog } from '#ui/layout/dialog.tsx';
import { Stack } from '#ui/layout/panel.tsx';

type Asked = 'create' | 'rename' | 'delete' | null;

/** Which project is open, the others, and what can be done about them. */
export function ProjectMenu({ isNarrow = false }: { readonly isNarrow?: boolean }) {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const { current, projects, hold } = useProjectStore();
  const hasSetAside = useStorageStore((state) => state.hasSetAside);
  const [asked, setAsked] = useState<Asked>(null);
  const nameOf = (name: string): string => name || t('project.unnamed');
  // Whoever may only look changes nothing under the tab that has it.
  const held = hold === 'own' ? {} : { disabled: true, detail: t(`project.notHere.${hold}`) };
  const entries: MenuEntry[] = [
    ...projects.map(({ id, name }) => ({
      id: `open ${id}`,
      label: nameOf(name),
      ...(id === current.id ? { detail: t('project.present') } : {}),
      onAction: () => void (id === current.id ? undefined : switchProject(id)),
    })),
    { id: 'create', label: t('project.fresh'), onAction: () => setAsked('create'), ...(hold === 'apart' ? held : {}) },
    { id: 'save', label: t('project.saveFile'), onAction: () => void saveProjectFile(nameOf(current.name), false) },
    ...(hasSetAside
      ? [{ id: 'aside', label: t('storage.saveSetAside'), onAction: () => void saveStoredCopy(t('project.unnamed')) }]
      : []),
    { id: 'open-file', label: t('project.openFile'), onAction: chooseProjectFile },
    { id: 'rename', label: t('project.rename'), onAction: () => setAsked('rename'), ...held },
    { id: 'delete', label: t('project.remove'), onAction: () => setAsked('delete'), ...held },
  ];
  const close = (): void => setAsked(null);
  return (
    <>
      <Menu
        label={isNarrow ? formats.labelled(t('project.menu'), nameOf(current.name)) : nameOf(current.name)}
        icon="folder"
        iconOnly={isNarrow}
        entries={entries}
      />
      {asked === 'create' ? (
        <NameDialog
          title={t('project.fresh')}
          text={t('project.freshText')}
          action={t('project.create')}
          onClose={close}
          onName={(name) => createProject(name, t('project.unnamed'))}
        />
      ) : null}
      {asked === 'rename' ? (
        <NameDialog
          title={t('project.rename')}
          initial={current.name}
          action={t('project.save')}
          onClose={close}
          onName={(name) => renameProject(name, t('project.unnamed'))}
        />
      ) : null}
      <DeleteDialog name={nameOf(current.name)} isOpen={asked === 'delete'} onClose={close} />
    </>
  );
}

interface NameDialogProps {
  readonly title: string;
  readonly text?: string;
  readonly initial?: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly onName: (name: string) => Promise<void>;
}

function NameDialog({ title, text, initial = '', action, onClose, onName }: NameDialogProps) {
  const { t } = useTranslation(['shell', 'common']);
  const [name, setName] = useState(initial);
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (name.trim() === '') return;
    void onName(name.trim());
    onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="primary" isDisabled={name.trim() === ''} onPress={() => submit()}>
            {action}
          </Button>
        </>
      }
    >
      <form onSubmit={submit}>
        <Stack>
          {text === undefined ? null : <p>{text}</p>}
          <TextField
            label={t('shell:project.name')}
            value={name}
            onChange={setName}
            autoFocus
            maxLength={longestName}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

interface DeleteDialogProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function DeleteDialog({ name, isOpen, onClose }: DeleteDialogProps) {
  const { t } = useTranslation(['shell', 'common']);
  return (
    <Dialog
      title={t('shell:project.removeTitle', { name })}
      isOpen={isOpen}
      onClose={onClose}
      alert
      actions={
        <>
          <Button onPress={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="danger" onPress={() => void deleteProject()}>
            {t('shell:project.remove')}
          </Button>
        </>
      }
    >
      <p>{t('shell:project.removeText')}</p>
    </Dialog>
  );
}

const waysOn = {
  elsewhere: { words: 'project.take', go: () => void takeProject() },
  taken: { words: 'project.take', go: () => void takeProject() },
  gone: { words: 'project.leave', go: openLatest },
  cleared: { words: 'project.storeAgain', go: () => void storeAgain() },
  apart: { words: 'project.openStored', go: () => reloadPage() },
} as const;

/** Nothing is saved here, and why: said before anything is lost, with the way on. */
export function HoldBanner() {
  const { t } = useTranslation('shell');
  const hold = useProjectStore((state) => state.hold);
  if (hold === 'own') return null;
  const { words, go } = waysOn[hold];
  return (
    <Notice tone="warning" title={t(`project.${hold}`)} action={<Button onPress={go}>{t(words)}</Button>}>
      {t(`project.${hold}Text`)}
    </Notice>
  );
}
