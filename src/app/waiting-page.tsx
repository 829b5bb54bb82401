import { useTranslation } from 'react-i18next';
import { saveStoredCopy } from '#state/project/project-file-actions.ts';
import { openApart } from '#state/runtime/reload-page.ts';
import { useStorageStore } from '#state/saving/storage-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { EmptyState } from '#ui/layout/step-header.tsx';
import { ProjectFileBanner } from './project-file-banner.tsx';

/** A start that takes long: what it waits for, and the ways on. It gives way to the page as soon as that is there. */
export function WaitingPage() {
  const { t } = useTranslation('shell');
  const waitsFor = useStorageStore((state) => state.waitsFor);
  return (
    <main>
      <EmptyState
        title={t('loading')}
        action={
          <>
            <Button onPress={openApart}>{t('start.apart')}</Button>
            <Button onPress={() => void saveStoredCopy(t('project.unnamed'))}>{t('start.copy')}</Button>
          </>
        }
      >
        <p role="status">{t(`start.${waitsFor}`)}</p>
        <p>{t('start.untouched')}</p>
      </EmptyState>
      <ProjectFileBanner />
    </main>
  );
}
