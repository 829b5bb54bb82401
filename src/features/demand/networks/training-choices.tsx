import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { setTrainingChoices } from '#state/training/training-actions.ts';
import { probeExecutors } from '#state/training/training-executors.ts';
import {
  type TrainingChoices as Choices,
  useTrainingStore,
  type WantedExecutor,
} from '#state/training/training-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Select, type SelectOption } from '#ui/controls/select.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import { useExecutorWords } from './executor-words.ts';

/** What computes and how long it may take. */
export function TrainingChoices() {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const words = useExecutorWords();
  const probe = useTrainingStore((state) => state.probe);
  const choices = useTrainingStore((state) => state.choices);
  const measured = useTrainingStore((state) => state.measured);
  const isRunning = useTrainingStore((state) => state.job.status === 'running');
  useEffect(() => {
    if (probe.status === 'unknown') void probeExecutors('none');
  }, [probe.status]);

  const known = probe.status === 'known' || probe.status === 'asking' ? probe.offers : null;
  const automatic = known ? words.name(measured?.best ?? known.automatic) : '';
  const stepOf = (name: keyof NonNullable<typeof measured>['stepMilliseconds'], asked: number | null) =>
    asked ?? measured?.stepMilliseconds[name] ?? null;
  const options: SelectOption<WantedExecutor>[] = [
    { value: 'auto', label: known ? t('training.autoKnown', { name: automatic }) : t('training.auto') },
    ...(known?.offers ?? []).map((offer) => {
      const step = stepOf(offer.name, offer.stepMilliseconds);
      return {
        value: offer.name,
        label: words.name(offer.name),
        detail: step === null ? words.offer(offer) : t('training.speed', { speed: formats.count(32000 / step) }),
        disabled: !offer.available,
      };
    }),
  ];
  const networks: SelectOption<Choices['network']>[] = [
    { value: 'tuned', label: t('training.networks.tuned') },
    { value: 'article', label: t('training.networks.article') },
  ];
  return (
    <Toolbar>
      <Select
        label={t('training.network')}
        options={networks}
        value={choices.network}
        onChange={(network) => setTrainingChoices({ network })}
        isDisabled={isRunning}
      />
      <Select
        label={t('training.executor')}
        options={options}
        value={choices.executor}
        onChange={(executor) => setTrainingChoices({ executor })}
        isDisabled={isRunning}
      />
      <NumberField
        label={t('training.budget')}
        unit={t('training.seconds')}
        value={choices.timeBudgetSeconds}
        minValue={5}
        maxValue={3600}
        step={5}
        isDisabled={isRunning}
        onChange={(seconds) => {
          if (Number.isFinite(seconds)) setTrainingChoices({ timeBudgetSeconds: seconds });
        }}
      />
      <Button
        variant="plain"
        isDisabled={isRunning || probe.status === 'asking'}
        onPress={() => void probeExecutors('all')}
      >
        {probe.status === 'asking' ? t('training.measuring') : t('training.measure')}
      </Button>
    </Toolbar>
  );
}
