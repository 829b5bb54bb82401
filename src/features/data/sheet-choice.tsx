import { useTranslation } from 'react-i18next';
import type { FileReport, WorkbookLook } from '#ingest/import-report.ts';
import { chooseSheets } from '#state/data/dataset-actions.ts';
import { Switch } from '#ui/controls/switch.tsx';
import styles from './data-step.module.css';

/** Which sheets of a workbook are read, hidden ones among them. */
export function SheetChoice({ report, workbook }: { readonly report: FileReport; readonly workbook: WorkbookLook }) {
  const { t } = useTranslation('data');
  const read = workbook.sheets.filter((sheet) => sheet.read).map(({ name }) => name);
  const choose = (name: string, isRead: boolean): void => {
    const wanted = workbook.sheets
      .map((sheet) => sheet.name)
      .filter((each) => (each === name ? isRead : read.includes(each)));
    void chooseSheets(report.source, wanted);
  };
  return (
    <fieldset className={styles.sheets}>
      <legend>{t('reading.sheets', { file: report.source })}</legend>
      {workbook.sheets.map(({ name, hidden, read: isRead }) => (
        <Switch
          key={name}
          isSelected={isRead}
          // A workbook of which nothing is read would have no details in which to choose again.
          isDisabled={isRead && read.length === 1}
          onChange={(wanted) => choose(name, wanted)}
        >
          {hidden ? t('reading.hiddenSheet', { sheet: name }) : name}
        </Switch>
      ))}
    </fieldset>
  );
}
