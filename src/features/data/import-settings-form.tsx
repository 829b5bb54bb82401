import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { changeImportSettings } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';

const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KRW', 'AUD', 'CAD', 'SGD', 'TWD'] as const;

/** Decisions about the data as a whole; each reads the files again. */
export function ImportSettingsForm() {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const { settings, dataset } = useDatasetStore((state) => state.facts);
  const found = dataset?.currency
    ? formats.bracketed(t('settings.currencyFound'), dataset.currency)
    : t('settings.currencyNone');
  return (
    <Toolbar>
      <SegmentedControl
        label={t('settings.weekStart')}
        options={[
          { value: '0', label: t('settings.monday') },
          { value: '6', label: t('settings.sunday') },
        ]}
        value={String(settings.weekStart)}
        onChange={(value) => void changeImportSettings({ weekStart: value === '6' ? 6 : 0 })}
      />
      <Select
        label={t('settings.currency')}
        options={[{ value: 'file', label: found }, ...currencies.map((code) => ({ value: code, label: code }))]}
        value={settings.currency || 'file'}
        onChange={(code) => void changeImportSettings({ currency: code === 'file' ? '' : code })}
      />
    </Toolbar>
  );
}
