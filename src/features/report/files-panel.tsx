import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanDocument } from '#export/plan-document.ts';
import type { Language } from '#i18n/language.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import type { ExportFormat } from '#state/report/exports/define-export.ts';
import { pdfExport } from '#state/report/exports/pdf/pdf-export.ts';
import { planExports } from '#state/report/exports/plan-exports.ts';
import { changeReport, exportPlan } from '#state/report/report-actions.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Switch } from '#ui/controls/switch.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import styles from './files-panel.module.css';

interface FilesPanelProps {
  readonly document: PlanDocument;
  readonly language: Language;
}

/** The plan as files for other programs, and the project as one that Debut opens again; the PDF has a panel of its own. */
export function FilesPanel(props: FilesPanelProps) {
  const { t } = useTranslation('report');
  return (
    <Panel title={t('files.panel.title')}>
      <div className={styles.files}>
        {planExports
          .filter((format) => format !== pdfExport)
          .map((format) => (
            <FileLine key={format.id} format={format} {...props} />
          ))}
      </div>
    </Panel>
  );
}

function FileLine({ format, document, language }: FilesPanelProps & { readonly format: ExportFormat }) {
  const { t } = useTranslation('report');
  const { name, contents, isPossible, files } = format;
  const status = useReportStore(({ exports }) => exports[format.id]?.status);
  return (
    <div className={styles.file}>
      <div className={styles.words}>
        <p className={styles.name}>{name(t)}</p>
        {contents ? <p>{contents(t)}</p> : null}
      </div>
      <div className={styles.actions}>
        {format.mayCarryRows ? <RowsSwitch /> : null}
        {files.map((file) => (
          <Button
            key={file.action(t)}
            icon="download"
            isPending={status === 'running'}
            isDisabled={!(isPossible?.(document) ?? true)}
            onPress={() => void exportPlan(format, file, document, language)}
          >
            {file.action(t)}
          </Button>
        ))}
      </div>
      <Failure format={format} />
    </div>
  );
}

/** Whether the raw files go with the project, and how large they are; nothing where there are none. */
function RowsSwitch(): ReactNode {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const { carriesRows } = useReportStore((state) => state.choices);
  const sources = useDatasetStore((state) => state.sources);
  const size = sources.reduce((sum, { bytes }) => sum + bytes.size, 0);
  if (size === 0) return null;
  return (
    <Switch isSelected={carriesRows} onChange={(chosen) => changeReport({ carriesRows: chosen })}>
      {t('files.panel.withRows', { size: formats.bytes(size) })}
    </Switch>
  );
}

function Failure({ format }: { readonly format: ExportFormat }): ReactNode {
  const { t } = useTranslation('report');
  const words = useIssueWords();
  const state = useReportStore(({ exports }) => exports[format.id]);
  if (state?.status !== 'failed') return null;
  const { issue } = state;
  const reason = issue.code === 'export-failed' ? String(issue.params?.reason ?? '') : words(issue);
  return <Notice tone="error" title={t('files.panel.failed', { reason })} />;
}
