import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { budget } from '#engine/budget.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { clearData, loadSample, saveTemplate } from '#state/data/dataset-actions.ts';
import { receivedTypes, receiveFiles } from '#state/data/receive-files.ts';
import { Button } from '#ui/controls/button.tsx';
import { DropArea } from '#ui/controls/drop-area.tsx';
import { Menu } from '#ui/controls/menu.tsx';
import { Dialog } from '#ui/layout/dialog.tsx';
import styles from './data-step.module.css';
import { useKinds, useKindWords } from './kind-words.ts';

/** Where files come in: everything at once. Large on an empty page, one line on a page with data. */
export function DropPanel({ compact }: { readonly compact: boolean }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  return (
    <DropArea
      label={t('drop.label')}
      buttonLabel={compact ? t('drop.more') : t('drop.button')}
      accept={receivedTypes}
      compact={compact}
      primary={!compact}
      onFiles={(files) => void receiveFiles(files)}
    >
      {compact ? (
        <p className={styles.dropText}>{t('drop.moreText')}</p>
      ) : (
        <>
          <h2 className={styles.dropTitle}>{t('drop.title')}</h2>
          <p className={styles.dropText}>{t('drop.text')}</p>
          <p className={styles.dropText}>
            {t('drop.budget', {
              millions: formats.count(budget.panelCells / 1e6),
              candidates: formats.count(budget.candidates),
              megabytes: formats.count(budget.projectBytes / 1e6),
            })}
          </p>
        </>
      )}
    </DropArea>
  );
}

/** The way in for those who have no files at hand. */
export function SampleOffer() {
  const { t } = useTranslation('data');
  return (
    <div className={styles.sample}>
      <Button variant="primary" icon="play" onPress={() => void loadSample()}>
        {t('trySample')}
      </Button>
      <p>{t('sample.text')}</p>
    </div>
  );
}

/** Empty files of every kind to fill in. */
export function TemplateMenu() {
  const { t } = useTranslation('data');
  const kindWords = useKindWords();
  // A panel is written by a query, never by hand.
  const kinds = useKinds().filter((kind) => kind !== 'panel' && kind !== 'forecasts');
  const language = useLanguage();
  return (
    <Menu
      label={t('templates.button')}
      icon="download"
      variant="quiet"
      entries={kinds.map((kind) => ({
        id: kind,
        label: t('templates.item', { kind: kindWords(kind) }),
        onAction: () => void saveTemplate(kind, language),
      }))}
    />
  );
}

/** Takes all files off the page, after asking. */
export function ClearButton() {
  const { t } = useTranslation('data');
  const { t: common } = useTranslation('common');
  const [asking, setAsking] = useState(false);
  const confirm = () => {
    setAsking(false);
    clearData();
  };
  return (
    <>
      <Button icon="trash" onPress={() => setAsking(true)}>
        {t('clear')}
      </Button>
      <Dialog
        title={t('clear')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        alert
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{common('cancel')}</Button>
            <Button variant="danger" onPress={confirm}>
              {t('clear')}
            </Button>
          </>
        }
      >
        <p>{t('clearConfirm')}</p>
      </Dialog>
    </>
  );
}
