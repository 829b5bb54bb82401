import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { otherLanguage } from '#i18n/language.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { exportReviewPdf } from '#state/monitor/review-actions.ts';
import { useReviewStore } from '#state/monitor/review-store.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';

/** The review as a PDF, in the page's language or in both. */
export function ReviewExport() {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const paper = useReportStore((state) => state.choices.paper);
  const pdf = useReviewStore((state) => state.pdf);
  const page = useLanguage();
  const [wasBoth, setWasBoth] = useState(false);
  const make = (isBoth: boolean, despiteMissing = false): void => {
    setWasBoth(isBoth);
    void exportReviewPdf({ languages: isBoth ? [page, otherLanguage(page)] : [page], paper }, despiteMissing);
  };
  const isBusy = pdf.status === 'running';
  return (
    <Panel title={t('review.panel')}>
      <Stack>
        <Toolbar>
          <Button icon="download" isDisabled={isBusy} onPress={() => make(false)}>
            {t('review.action')}
          </Button>
          <Button isDisabled={isBusy} onPress={() => make(true)}>
            {t('review.language')}
          </Button>
        </Toolbar>
        {isBusy ? <ProgressBar label={t('review.working')} value={null} /> : null}
        {pdf.status === 'saved' ? (
          <Notice tone="good" title={t('review.saved', { name: pdf.name, size: formats.bytes(pdf.size) })} />
        ) : null}
        {pdf.status === 'missing' ? (
          <Notice
            tone="warning"
            title={t('step.missing.title')}
            action={<Button onPress={() => make(wasBoth, true)}>{t('step.missing.action')}</Button>}
          >
            {t('step.missing.text', { characters: pdf.characters.slice(0, 40).join(' ') })}
          </Notice>
        ) : null}
        {pdf.status === 'failed' ? (
          <Notice
            tone="error"
            title={t('review.failed', { reason: String(pdf.issue.params?.reason ?? pdf.issue.code) })}
          />
        ) : null}
      </Stack>
    </Panel>
  );
}
