import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useCandidateName, useOwnCandidates } from '#state/data/product-names.ts';
import { changeProductRule } from '#state/plan/plan-edits.ts';
import { IconButton } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { CandidatePair } from './candidate-pair.tsx';

/** "B not before A + k weeks", for all candidates. */
export function PrecedenceList() {
  const { t } = useTranslation('plan');
  const candidates = useOwnCandidates();
  const nameOf = useCandidateName();
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const afterOf = (id: string) => byId.get(id)?.after ?? [];
  const put = (id: string, index: number, rule: { candidate: string; weeks: number } | null): void =>
    void changeProductRule(id, {
      after: afterOf(id).flatMap((known, i) => (i === index ? (rule ? [rule] : []) : [known])),
    });
  return (
    <Stack>
      <p className={styles.muted}>{t('constraints.orderHelp')}</p>
      {candidates.flatMap((candidate) =>
        (candidate.after ?? []).map(({ candidate: first, weeks }, i) => {
          const before = byId.get(first);
          const words = t('constraints.orderOf', {
            later: nameOf(candidate),
            first: before ? nameOf(before) : first,
          });
          return (
            <Toolbar key={`${candidate.id} ${first}`}>
              <span className={styles.order}>{words}</span>
              <NumberField
                label={t('constraints.orderWeeks')}
                unit={t('constraints.weeksUnit')}
                value={weeks}
                minValue={0}
                maxValue={52}
                onChange={(count) => {
                  if (Number.isInteger(count)) put(candidate.id, i, { candidate: first, weeks: count });
                }}
              />
              <IconButton label={t('constraints.remove')} icon="trash" onPress={() => put(candidate.id, i, null)} />
            </Toolbar>
          );
        }),
      )}
      <CandidatePair
        labels={[t('constraints.orderLater'), t('constraints.orderFirst')]}
        isTaken={(later, first) => afterOf(later).some(({ candidate }) => candidate === first)}
        onChoose={(later, first) =>
          void changeProductRule(later, { after: [...afterOf(later), { candidate: first, weeks: 1 }] })
        }
      />
    </Stack>
  );
}
