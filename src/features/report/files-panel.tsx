import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanDocument } from '#export/plan-document.ts';
import type { Language } from '#i18n/language.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { saveProjectFile } from '#state/project/project-file-actions.ts';
import { useProjectFileStore } from '#state/project/project-file-store.ts';
import { changeReport } from '#state/report/report-actions.ts';
import {
  planRows,
  savePlanCalendar,
  savePlanPicture,
  savePlanTable,
  savePlanWorkbook,
} from '#state/report/report-files-actions.ts';
import { useReportFilesStore } from '#state/report/report-files-store.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { toCsv } from '#ui/charts/save-chart.ts';
import { Button } from '#ui/controls/button.tsx';
import { Switch } from '#ui/controls/switch.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import styles from './files-panel.module.css';
import { toDefaultTitle } from './to-default-title.ts';

interface FilesPanelProps {
  readonly document: PlanDocument;
  readonly language: Language;
}

/** The plan as files for other programs, and the project as one that Debut opens again. */
export function FilesPanel({ document, language }: FilesPanelProps) {
  const { t } = useTranslation('report');
  const file = useReportFilesStore((state) => state.file);
  const isBusy = file.status === 'running';
  const saveTable = async (): Promise<void> => {
    await savePlanTable(document, language, toCsv(await planRows(document, language)));
  };
  const action = (label: string, run: () => Promise<void>): ReactNode => (
    <Button icon="download" isPending={isBusy} onPress={() => void run()}>
      {label}
    </Button>
  );
  return (
    <Panel title={t('files.panel.title')}>
      <div className={styles.files}>
        <p>{t('files.panel.text')}</p>
        <ProjectLine document={document} language={language} />
        <FileLine name={t('files.panel.workbook')} text={t('files.panel.workbookText')}>
          {action(t('files.panel.workbookAction'), () => savePlanWorkbook(document, language))}
        </FileLine>
        <FileLine name={t('files.panel.table')} text={t('files.panel.tableText')}>
          {action(t('files.panel.tableAction'), saveTable)}
        </FileLine>
        <FileLine name={t('files.panel.calendar')} text={t('files.panel.calendarText')}>
          {action(t('files.panel.calendarAction'), () => savePlanCalendar(document, language))}
        </FileLine>
        <FileLine name={t('files.panel.chart')}>
          {action(t('files.panel.chartSvg'), () => savePlanPicture(document, language, 'svg'))}
          {action(t('files.panel.chartPng'), () => savePlanPicture(document, language, 'png'))}
        </FileLine>
        {file.status === 'failed' ? (
          <Notice tone="error" title={t('files.panel.failed', { reason: file.reason })} />
        ) : null}
      </div>
    </Panel>
  );
}

interface FileLineProps {
  readonly name: string;
  readonly text?: string;
  readonly children: ReactNode;
}

function FileLine({ name, text, children }: FileLineProps) {
  return (
    <div className={styles.file}>
      <div className={styles.words}>
        <p className={styles.name}>{name}</p>
        {text ? <p>{text}</p> : null}
      </div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}

function ProjectLine({ document, language }: FilesPanelProps) {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const { carriesRows } = useReportStore((state) => state.choices);
  const { status } = useProjectFileStore((state) => state.file);
  const sources = useDatasetStore((state) => state.sources);
  const size = sources.reduce((sum, { bytes }) => sum + bytes.size, 0);
  const title = document.title || toDefaultTitle(document, language);
  return (
    <FileLine name={t('files.panel.project')} text={t('files.panel.projectText')}>
      {size > 0 ? (
        <Switch isSelected={carriesRows} onChange={(chosen) => changeReport({ carriesRows: chosen })}>
          {t('files.panel.withRows', { size: formats.bytes(size) })}
        </Switch>
      ) : null}
      <Button
        icon="download"
        isPending={status === 'saving' || status === 'opening'}
        onPress={() => void saveProjectFile(title, carriesRows && size > 0)}
      >
        {t('files.panel.projectAction')}
      </Button>
    </FileLine>
  );
}
