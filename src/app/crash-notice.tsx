import { useTranslation } from 'react-i18next';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';

interface CrashNoticeProps {
  readonly error: Error;
  readonly onAgain: () => void;
}

/** What stands in the place of a screen that threw. */
export function CrashNotice({ error, onAgain }: CrashNoticeProps) {
  const { t } = useTranslation('shell');
  return (
    <Notice tone="error" title={t('crash.title')} action={<Button onPress={onAgain}>{t('crash.again')}</Button>}>
      <p>{t('crash.text')}</p>
      <code>{`${error.name}: ${error.message}`}</code>
    </Notice>
  );
}
