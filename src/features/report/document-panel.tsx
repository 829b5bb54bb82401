import { useTranslation } from 'react-i18next';
import { createReportWords } from '#export/create-report-words.ts';
import { planTitle } from '#export/finding.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { languageIds, languages } from '#i18n/language.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { pdfExport } from '#state/report/exports/pdf/pdf-export.ts';
import { cancelExport, changeReport, exportPlan } from '#state/report/report-actions.ts';
import { printOptionsOf, useReportStore } from '#state/report/report-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Switch } from '#ui/controls/switch.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';

/** Title, language and paper, and the export with what came of it. */
export function DocumentPanel({ document }: { readonly document: PlanDocument }) {
  const { t } = useTranslation('report');
  const { choices, exports } = useReportStore();
  const page = useLanguage();
  const options = printOptionsOf(choices, page);
  const [pdf] = pdfExport.files;
  const make = (despiteMissing: boolean): void => void exportPlan(pdfExport, pdf, document, page, despiteMissing);
  return (
    <Panel title={t('step.document.title')}>
      <Stack>
        <TextField
          label={t('step.document.name')}
          value={choices.title}
          maxLength={120}
          placeholder={planTitle(
            { ...document, title: '' },
            createReportWords(options.languages[0], document.currency),
          )}
          onChange={(title) => changeReport({ title })}
        />
        <SegmentedControl
          label={t('step.document.language')}
          value={choices.language ?? page}
          options={[
            ...languageIds.map((value) => ({ value, label: languages[value].name })),
            { value: 'both', label: t('step.document.both') },
          ]}
          onChange={(chosen) => changeReport({ language: chosen })}
        />
        <SegmentedControl
          label={t('step.document.paper')}
          value={choices.paper}
          options={[
            { value: 'A4', label: t('step.document.a4') },
            { value: 'LETTER', label: t('step.document.letter') },
          ]}
          onChange={(paper) => changeReport({ paper })}
        />
        <CarriedProject />
        <div>
          <Button
            variant="primary"
            icon="download"
            isPending={exports[pdfExport.id]?.status === 'running'}
            onPress={() => make(false)}
          >
            {pdf.action(t)}
          </Button>
        </div>
        <ExportOutcome onExportAnyway={() => make(true)} />
        <p>{t('step.document.privacy')}</p>
      </Stack>
    </Panel>
  );
}

/** Whether the PDF can be opened again, and in one sentence what is in it then. */
function CarriedProject() {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const { carriesProject, carriesRows } = useReportStore((state) => state.choices);
  const sources = useDatasetStore((state) => state.sources);
  const size = sources.reduce((sum, { bytes }) => sum + bytes.size, 0);
  const withRows = carriesRows && size > 0;
  return (
    <Stack>
      <Toolbar>
        <Switch isSelected={carriesProject} onChange={(chosen) => changeReport({ carriesProject: chosen })}>
          {t('step.document.carries')}
        </Switch>
        {carriesProject && size > 0 ? (
          <Switch isSelected={carriesRows} onChange={(chosen) => changeReport({ carriesRows: chosen })}>
            {t('step.document.carriesRows', { size: formats.bytes(size) })}
          </Switch>
        ) : null}
      </Toolbar>
      <p>{t(`step.document.${carriesProject ? (withRows ? 'withRows' : 'withProject') : 'withoutProject'}`)}</p>
    </Stack>
  );
}

function ExportOutcome({ onExportAnyway }: { readonly onExportAnyway: () => void }) {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const words = useIssueWords();
  const pdf = useReportStore((state) => state.exports[pdfExport.id]);
  switch (pdf?.status) {
    case undefined:
    case 'idle':
      return null;
    case 'running':
      return (
        <ProgressBar
          label={t(`step.stage.${pdf.stage ?? 'fonts'}`)}
          value={pdf.share}
          onCancel={() => cancelExport(pdfExport)}
        />
      );
    case 'missing':
      return (
        <Notice
          tone="warning"
          title={t('step.missing.title')}
          action={<Button onPress={onExportAnyway}>{t('step.missing.action')}</Button>}
        >
          {t('step.missing.text', { characters: pdf.characters.slice(0, 40).join(' ') })}
        </Notice>
      );
    case 'saved':
      return <Notice tone="good" title={t('step.saved', { name: pdf.name, size: formats.bytes(pdf.size) })} />;
    case 'failed':
      return (
        <Notice tone="error" title={t('step.failed')}>
          {pdf.issue.code === 'export-failed' ? String(pdf.issue.params?.reason ?? '') : words(pdf.issue)}
        </Notice>
      );
  }
}
