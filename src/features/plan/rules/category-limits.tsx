import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useCategoryName, useOwnCandidates } from '#state/data/product-names.ts';
import { changePlanConstraints } from '#state/plan/plan-edits.ts';
import type { PlanSettings } from '#state/plan/plan-store.ts';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Columns, Stack } from '#ui/layout/panel.tsx';
import { SpanList } from './rule-fields.tsx';

type Limits = PlanSettings['constraints']['categories'];

/** How many of a category may launch, how far apart, and when not. */
export function CategoryLimits({ limits }: { readonly limits: Limits }) {
  const { t } = useTranslation('plan');
  const candidates = useOwnCandidates();
  const categoryName = useCategoryName();
  const names = [...new Set(candidates.map(({ category }) => category))];
  return (
    <Stack>
      {names.map((category) => {
        const known = limits.find((limit) => limit.category === category);
        const limit = known ?? { category, min: 0, max: null, spacingWeeks: 1, spacingMax: null };
        const change = (part: Partial<typeof limit>): void =>
          void changePlanConstraints({
            categories: [...limits.filter((other) => other.category !== category), { ...limit, ...part }],
          });
        const count = candidates.filter((candidate) => candidate.category === category).length;
        const name = categoryName(category) || t('constraints.noCategory');
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
          <div key={category} role="group" aria-label={name} className={styles.ruleBlock}>
            <p className={styles.category}>{name}</p>
            <Columns minimum={140}>
              <NumberField
                label={t('constraints.min')}
                value={limit.min}
                minValue={0}
                maxValue={count}
                onChange={(min) => change({ min: Number.isNaN(min) ? 0 : min })}
              />
              <NumberField
                label={t('constraints.max')}
                value={limit.max ?? Number.NaN}
                minValue={0}
                maxValue={count}
                onChange={(max) => change({ max: Number.isNaN(max) ? null : max })}
              />
              <NumberField
                label={t('constraints.spacingMax')}
                value={limit.spacingMax ?? Number.NaN}
                minValue={1}
                maxValue={count}
                onChange={(most) =>
                  change(
                    Number.isNaN(most)
                      ? { spacingWeeks: 1, spacingMax: null }
                      : { spacingMax: most, spacingWeeks: Math.max(1, limit.spacingWeeks) },
                  )
                }
              />
              <NumberField
                label={t('constraints.spacingWeeks')}
                value={limit.spacingMax === null ? Number.NaN : limit.spacingWeeks}
                isDisabled={limit.spacingMax === null}
                minValue={1}
                maxValue={26}
                onChange={(weeks) => {
                  if (weeks >= 1) change({ spacingWeeks: weeks });
                }}
              />
            </Columns>
            <SpanList
              title={t('constraints.categoryClosed')}
              addWords={t('constraints.addBlackout')}
              spans={limit.blackouts ?? []}
              onChange={(blackouts) => change({ blackouts })}
            />
          </div>
        );
      })}
    </Stack>
  );
}
