import { useTranslation } from 'react-i18next';
import { saveStoredCopy } from '#state/project/project-file-actions.ts';
import { openApart } from '#state/runtime/reload-page.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';

interface CrashNoticeProps {
  readonly error: Error;
  readonly onAgain: () => void;
}

/** What stands in the place of a part of the page that threw; where stored facts are the cause, opening it again is no way on. */
export function CrashNotice({ error, onAgain }: CrashNoticeProps) {
  const { t } = useTranslation('shell');
  return (
    <Notice
      tone="error"
      title={t('crash.title')}
      action={
        <>
          <Button onPress={onAgain}>{t('crash.again')}</Button>
          <Button onPress={() => void saveStoredCopy(t('project.unnamed'))}>{t('start.copy')}</Button>
          <Button onPress={openApart}>{t('start.apart')}</Button>
        </>
      }
    >
      <p>{t('crash.text')}</p>
      <code>{`${error.name}: ${error.message}`}</code>
    </Notice>
  );
}
