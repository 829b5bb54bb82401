import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageIds, languages } from '#i18n/language.ts';
import { changeLanguage } from '#i18n/start-language.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { eraseWork } from '#state/project/erase-work.ts';
import { type Theme, useSettingsStore } from '#state/runtime/settings-store.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Dialog } from '#ui/layout/dialog.tsx';
import styles from './page-menu.module.css';
import { PrivacyButton } from './privacy-panel.tsx';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

interface PageMenuProps {
  /** In the narrow head of a phone: language and erase alone; the appearance follows the system or what was chosen before. */
  readonly isNarrow?: boolean;
}

/** Language, appearance, and the way to leave nothing behind. */
export function PageMenu({ isNarrow = false }: PageMenuProps) {
  const { t } = useTranslation('shell');
  const theme = useSettingsStore((settings) => settings.theme);
  return (
    <div className={styles.menu}>
      <SegmentedControl
        label={t('language.label')}
        labelHidden
        value={useLanguage()}
        options={languageIds.map((value) => ({ value, label: languages[value].name }))}
        onChange={(language) => {
          useSettingsStore.setState({ language });
          void changeLanguage(language);
        }}
      />
      {isNarrow ? null : (
        <Select
          label={t('theme.label')}
          labelHidden
          value={theme}
          options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(value) => useSettingsStore.setState({ theme: value })}
        />
      )}
      <PrivacyButton isNarrow={isNarrow} />
      <EraseButton isNarrow={isNarrow} />
    </div>
  );
}

function EraseButton({ isNarrow }: Required<PageMenuProps>) {
  const { t } = useTranslation(['shell', 'common']);
  const [asked, setAsked] = useState(false);
  return (
    <>
      {isNarrow ? (
        <IconButton label={t('shell:erase.action')} icon="trash" onPress={() => setAsked(true)} />
      ) : (
        <Button variant="plain" icon="trash" onPress={() => setAsked(true)}>
          {t('shell:erase.action')}
        </Button>
      )}
      <Dialog
        title={t('shell:erase.title')}
        isOpen={asked}
        onClose={() => setAsked(false)}
        alert
        actions={
          <>
            <Button onPress={() => setAsked(false)}>{t('common:action.cancel')}</Button>
            <Button variant="danger" onPress={() => void eraseWork()}>
              {t('shell:erase.confirm')}
            </Button>
          </>
        }
      >
        <p>{t('shell:erase.text')}</p>
      </Dialog>
    </>
  );
}
