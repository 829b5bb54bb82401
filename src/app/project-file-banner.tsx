import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { cancelProjectFile, dismissProjectFile } from '#state/project/project-file-actions.ts';
import { useProjectFileStore } from '#state/project/project-file-store.ts';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';

/** A project file on its way in or out, on whatever step: how far it is, and what came of it. */
export function ProjectFileBanner() {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const words = useIssueWords();
  const file = useProjectFileStore((state) => state.file);
  switch (file.status) {
    case 'idle':
      return null;
    case 'saving':
    case 'opening':
      return (
        <ProgressBar
          label={t(`projectFile.${file.status}`, { name: file.name })}
          value={file.share}
          onCancel={cancelProjectFile}
        />
      );
    case 'saved':
      return (
        <Notice
          tone="good"
          title={t('projectFile.saved', { name: file.name, size: formats.bytes(file.size) })}
          onDismiss={dismissProjectFile}
        />
      );
    case 'opened':
      return (
        <Notice tone="good" title={t('projectFile.opened', { name: file.name })} onDismiss={dismissProjectFile}>
          {file.kept === null ? null : t('projectFile.kept', { project: file.kept || t('project.unnamed') })}
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          tone="error"
          title={t(`projectFile.${file.of}Failed`, { name: file.name })}
          onDismiss={dismissProjectFile}
        >
          {words(file.issue)} {file.of === 'opening' ? t('projectFile.untouched') : null}
        </Notice>
      );
  }
}
