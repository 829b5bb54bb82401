import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { probeExecutors, setTrainingChoices } from '#state/training-actions.ts';
import { useTrainingStore, type WantedExecutor } from '#state/training-store.ts';
import { Button } from '#ui/button.tsx';
import { NumberField } from '#ui/number-field.tsx';
import { Toolbar } from '#ui/panel.tsx';
import { Select, type SelectOption } from '#ui/select.tsx';
import { useExecutorWords } from './executor-words.ts';

/** What computes and how long it may take. */
export function TrainingChoices() {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const words = useExecutorWords();
  const probe = useTrainingStore((state) => state.probe);
  const choices = useTrainingStore((state) => state.choices);
  const isRunning = useTrainingStore((state) => state.job.status === 'running');
  useEffect(() => {
    if (probe.status === 'unknown') void probeExecutors(false);
  }, [probe.status]);

  const known = probe.status === 'unknown' ? null : probe.offers;
  const automatic = known ? words.name(known.automatic) : '';
  const options: SelectOption<WantedExecutor>[] = [
    { value: 'auto', label: known ? t('training.autoKnown', { name: automatic }) : t('training.auto') },
    ...(known?.offers ?? []).map((offer) => ({
      value: offer.name,
      label: words.name(offer.name),
      detail:
        offer.stepMilliseconds === null
          ? words.offer(offer)
          : t('training.speed', { speed: formats.count(32000 / offer.stepMilliseconds) }),
      disabled: !offer.available,
    })),
  ];
  return (
    <Toolbar>
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
        onPress={() => void probeExecutors(true)}
      >
        {probe.status === 'asking' ? t('training.measuring') : t('training.measure')}
      </Button>
    </Toolbar>
  );
}
