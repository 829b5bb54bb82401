import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { setLastDays } from '#state/candidates/candidates-actions.ts';
import { useOwnCandidates, useWeekName } from '#state/data/product-names.ts';
import { changeProductRule, clearProductRule, toggleForbiddenWeek } from '#state/plan/plan-edits.ts';
import { weeksTouched } from '#state/plan/plan-problem.ts';
import { type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Switch } from '#ui/controls/switch.tsx';
import { Columns, Stack } from '#ui/layout/panel.tsx';
import { DayField, WordField } from './rule-fields.tsx';

interface ProductRulesProps {
  readonly candidateId: string;
  readonly result: PlanResult;
}

/** The rules of one candidate, as its file has them or as the manager says instead. */
export function ProductRules({ candidateId, result }: ProductRulesProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { startDay, instance } = result.built;
  const weekName = useWeekName(startDay);
  const candidate = useOwnCandidates().find(({ id }) => id === candidateId);
  const isOwn = usePlanStore((state) => candidateId in state.settings.products);
  if (!candidate) return null;
  const change = (rule: Parameters<typeof changeProductRule>[1]): void => void changeProductRule(candidateId, rule);
  const closed = weeksTouched(candidate.closed ?? [], startDay, instance.weeks);
  return (
    <Stack>
      <Columns minimum={160}>
        <DayField
          label={t('product.earliest')}
          day={candidate.earliest ?? null}
          onChange={(earliest) => change({ earliest })}
          onClear={() => change({ earliest: null })}
        />
        <DayField
          label={t('product.latest')}
          day={candidate.latest ?? null}
          onChange={(latest) => change({ latest })}
          onClear={() => change({ latest: null })}
        />
        <DayField
          label={t('product.lastDay')}
          day={candidate.lastDay ?? null}
          onChange={(day) => void setLastDays({ [candidateId]: day })}
          onClear={() => void setLastDays({ [candidateId]: null })}
        />
        <NumberField
          label={t('product.effort')}
          value={candidate.effort}
          minValue={0}
          maxValue={1000}
          step={1}
          onChange={(effort) => {
            if (effort >= 0) change({ effort });
          }}
        />
        <WordField
          label={t('product.wave')}
          value={candidate.wave ?? ''}
          help={t('product.waveHelp')}
          onCommit={(wave) => change({ wave })}
        />
        <WordField
          label={t('product.group')}
          value={candidate.exclusiveGroup ?? ''}
          help={t('product.groupHelp')}
          onCommit={(group) => change({ group })}
        />
      </Columns>
      <Switch isSelected={candidate.mustLaunch} onChange={(must) => change({ must })}>
        {t('product.must')}
      </Switch>
      <div>
        <p className={styles.label}>{t('product.closed')}</p>
        {closed.length === 0 ? <p className={styles.muted}>{t('product.noneClosed')}</p> : null}
        <ul className={styles.members}>
          {closed.map((week) => (
            <li key={week} className={styles.member} title={weekName(week)}>
              {formats.shortDate(startDay + 7 * week)}
              <IconButton
                label={t('product.open', { week: weekName(week) })}
                icon="close"
                onPress={() => void toggleForbiddenWeek(candidateId, week)}
              />
            </li>
          ))}
        </ul>
      </div>
      {isOwn ? (
        <div>
          <Button variant="plain" icon="undo" onPress={() => void clearProductRule(candidateId)}>
            {t('product.asInFile')}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}
