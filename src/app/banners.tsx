import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { saveStoredCopy } from '#state/project/project-file-actions.ts';
import { useOfflineStore } from '#state/runtime/offline-store.ts';
import { useStorageStore } from '#state/saving/storage-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { LeaveWarning } from './leave-warning.ts';
import { ProjectFileBanner } from './project-file-banner.tsx';
import { HoldBanner } from './project-menu.tsx';

/** What concerns the whole page, on whatever step. */
export function Banners() {
  return (
    <>
      <LeaveWarning />
      <HoldBanner />
      <StorageBanner />
      <UpdateBanner />
      <ProjectFileBanner />
    </>
  );
}

/** A new version is offered and never forced: it waits until the user loads it or all tabs are closed. */
function UpdateBanner() {
  const { t } = useTranslation('shell');
  const loadUpdate = useOfflineStore((state) => state.loadUpdate);
  if (!loadUpdate) return null;
  return (
    <Notice
      tone="info"
      title={t('update.title')}
      action={<Button onPress={loadUpdate}>{t('update.load')}</Button>}
      onDismiss={() => useOfflineStore.setState({ loadUpdate: null })}
    >
      {t('update.text')}
    </Notice>
  );
}

function StorageBanner() {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const { storage, setAside } = useStorageStore();
  return (
    <>
      {storage.status === 'failed' && (
        <Notice tone="error" title={t('storage.failed')}>
          {t('storage.failedHelp', { reason: storage.reason })}
        </Notice>
      )}
      {setAside.length > 0 && (
        <Notice
          tone="warning"
          title={t('storage.setAside', { parts: formats.list(setAside.map(({ key }) => t(`storage.parts.${key}`))) })}
          action={
            <Button onPress={() => void saveStoredCopy(t('project.unnamed'))}>{t('storage.saveSetAside')}</Button>
          }
          onDismiss={() => useStorageStore.setState({ setAside: [] })}
        >
          {t(setAside.some(({ why }) => why === 'newer') ? 'storage.newerHelp' : 'storage.damagedHelp')}
        </Notice>
      )}
    </>
  );
}
