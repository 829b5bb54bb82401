import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { useProductNames } from '#state/data/product-names.ts';
import { cancelQuestion, measureStability } from '#state/plan/plan-questions.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';

interface StabilityProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** Under the calendar: in how many plans on resampled scenarios the launch weeks survive, and which are the least sure. */
export function StabilityLine({ result, current }: StabilityProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useProductNames(result);
  const isSearching = usePlanStore((state) => state.job.status === 'running');
  const { stability } = current;
  if (!stability || (!stability.isRunning && !stability.found)) {
    return (
      <div className={styles.screenOnly}>
        <Toolbar>
          <Button isDisabled={isSearching} onPress={() => void measureStability()}>
            {t('stability.ask')}
          </Button>
          <span className={styles.muted}>{t('stability.what')}</span>
        </Toolbar>
      </div>
    );
  }
  const { found } = stability;
  const shakiest = found
    ? current.reading.launches
        .map(({ product }) => ({ product, kept: found.kept[product] }))
        .sort((a, b) => a.kept - b.kept)
        .filter(({ kept }) => kept < 0.5)
        .slice(0, 3)
    : [];
  const words = found
    ? formats.sentences([
        t('stability.overall', { share: formats.percent(found.overall), count: found.rounds }),
        shakiest.length > 0
          ? t('stability.shakiest', {
              names: formats.clauses(
                shakiest.map(({ product, kept }) =>
                  t('stability.product', { name: nameOf(product), share: formats.percent(kept) }),
                ),
              ),
            })
          : t('stability.allSure'),
      ])
    : '';
  return (
    <Stack>
      {stability.isRunning ? (
        <ProgressBar label={t('stability.running')} value={stability.share} onCancel={cancelQuestion} />
      ) : null}
      {words ? <p className={styles.muted}>{words}</p> : null}
    </Stack>
  );
}
