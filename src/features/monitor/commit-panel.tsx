import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { commitCurrentPlan, commitState } from '#state/monitor/monitor-commit.ts';
import { useMonitorStore } from '#state/monitor/monitor-store.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { useJourney } from '#state/runtime/journey.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { useMonitorIssueWords } from './version-names.ts';

/** Freezes the plan on screen, or says why it cannot be. */
export function CommitPanel() {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const words = useMonitorIssueWords();
  // Whatever changes the plan's state changes the journey.
  useJourney();
  const start = usePlanStore((state) => (state.job.status === 'ready' ? state.job.result.built.startDay : null));
  const committing = useMonitorStore((state) => state.committing);
  const refusal = useMonitorStore((state) => state.refusal);
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const state = commitState();
  const suggested = start === null ? '' : t('commit.suggested', { date: formats.month(start) });
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (await commitCurrentPlan(name.trim() || suggested, note.trim())) {
      setName('');
      setNote('');
    }
  };
  return (
    <Panel title={t('commit.title')} detail={t('commit.detail')}>
      <Stack>
        {refusal ? (
          <Notice tone="error" title={t('commit.failed')}>
            {words(refusal)}
          </Notice>
        ) : null}
        {state === 'possible' ? (
          <form onSubmit={(event) => void submit(event)}>
            <Toolbar>
              <TextField
                label={t('commit.name')}
                value={name}
                onChange={setName}
                placeholder={suggested}
                maxLength={80}
              />
              <TextField label={t('commit.note')} value={note} onChange={setNote} maxLength={400} />
              <Button variant="primary" type="submit" isDisabled={committing}>
                {committing ? t('commit.busy') : t('commit.action')}
              </Button>
            </Toolbar>
          </form>
        ) : (
          <Notice
            tone={state === 'stale' ? 'warning' : 'info'}
            title={t(`commit.${state}`)}
            action={<Button onPress={() => goToStep('plan')}>{t('empty.action')}</Button>}
          />
        )}
      </Stack>
    </Panel>
  );
}
