import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { dismissChange } from '#state/dataset-actions.ts';
import type { DatasetChange } from '#state/dataset-change.ts';
import { Notice } from '#ui/notice.tsx';

const lines = [
  'productsAdded',
  'productsGone',
  'periodsAdded',
  'revised',
  'candidatesAdded',
  'candidatesGone',
] as const satisfies readonly (keyof DatasetChange)[];

/** What another import changed in the figures that were there before; everything that stands on them is out of date. */
export function ChangeNotice({ change }: { readonly change: DatasetChange | null }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  if (!change) return null;
  const words = lines
    .filter((line) => change[line] > 0)
    .map((line) => t(`change.${line}`, { number: formats.count(change[line]) }));
  return (
    <Notice tone="info" title={t('change.title')} where={words.join(' · ')} onDismiss={dismissChange}>
      {t('change.stale')}
    </Notice>
  );
}
