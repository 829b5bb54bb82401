import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useOwnCandidates, usePlanIssueWords } from '#state/data/product-names.ts';
import { changePlanConstraints, changePlanSettings, clearDecisions } from '#state/plan/plan-edits.ts';
import { ownPlanCapacity } from '#state/plan/plan-problem.ts';
import { type CapacityRule, usePlanStore } from '#state/plan/plan-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Columns, Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { BudgetPeriods } from './budget-periods.tsx';
import { CapacityWeeks } from './capacity-weeks.tsx';
import { CategoryLimits } from './category-limits.tsx';
import { DeclaredRulesFields, WeeklyLimitField } from './declared-rules-fields.tsx';
import { GroupLimits } from './group-limits.tsx';
import { PrecedenceList } from './precedence-list.tsx';
import { PriceRules } from './price-rules.tsx';
import { PromotionSlots } from './promotion-slots.tsx';
import { SpanList } from './rule-fields.tsx';
import { RuledProducts } from './ruled-products.tsx';

/** What the manager allows: work a week, money, closed weeks, limits by category, waves, groups, order, single products. */
export function ConstraintsPanel() {
  const candidates = useOwnCandidates();
  const weekStart = useDatasetStore((state) => state.facts.dataset?.panel?.weekStart ?? 0);
  const own = ownPlanCapacity(candidates, weekStart);
  const must = candidates.filter(({ mustLaunch }) => mustLaunch).length;
  const windows = candidates.filter(({ earliest, latest }) => earliest !== undefined || latest !== undefined).length;
  return <SharedRules own={own} must={must} windows={windows} />;
}

interface SharedRulesProps {
  /** Fullest week of the manager's own plan; null: there is none. */
  readonly own: number | null;
  /** Candidates that must launch, and those with a window of their own. */
  readonly must: number;
  readonly windows: number;
}

/** Not drawn anew for a rule of one candidate: there are many fields, and the calendar waits for them. */
const SharedRules = memo(DrawnRules);

function DrawnRules({ own, must, windows }: SharedRulesProps) {
  const { t } = useTranslation('plan');
  const weeks = usePlanStore((state) => state.settings.weeks);
  const capacity = usePlanStore((state) => state.settings.capacity);
  const constraints = usePlanStore((state) => state.settings.constraints);
  const locks = usePlanStore((state) => Object.keys(state.decisions.locks).length);
  const usual = capacity.kind === 'none' ? null : capacity.kind === 'limit' ? capacity.effort : own;
  return (
    <Panel title={t('constraints.title')} detail={t('constraints.fromFile', { must, windows })}>
      <Stack>
        <Contradictions />
        <Columns minimum={240}>
          <WeeklyLimitField />
          <NumberField
            label={t('constraints.weeks')}
            unit={t('constraints.weeksUnit')}
            value={weeks}
            minValue={4}
            maxValue={52}
            step={1}
            onChange={(count) => {
              if (Number.isInteger(count)) void changePlanSettings({ weeks: count });
            }}
          />
          <BudgetField budget={constraints.budget} />
          <CapacityField capacity={capacity} own={own} />
        </Columns>
        <Columns minimum={400}>
          <BudgetPeriods periods={constraints.budgetPeriods} />
          <SpanList
            title={t('constraints.blackouts')}
            addWords={t('constraints.addBlackout')}
            spans={constraints.blackouts}
            onChange={(blackouts) => void changePlanConstraints({ blackouts })}
          />
        </Columns>
        <LazyDisclosure title={t('constraints.weekByWeek')}>{() => <CapacityWeeks usual={usual} />}</LazyDisclosure>
        <LazyDisclosure title={t('constraints.categories')}>
          {() => <CategoryLimits limits={constraints.categories} />}
        </LazyDisclosure>
        <LazyDisclosure title={t('constraints.waves')}>
          {() => <GroupLimits kind="wave" groups={constraints.groups} />}
        </LazyDisclosure>
        <LazyDisclosure title={t('constraints.groups')}>
          {() => <GroupLimits kind="exclusiveGroup" groups={constraints.groups} />}
        </LazyDisclosure>
        <LazyDisclosure title={t('constraints.order')}>{() => <PrecedenceList />}</LazyDisclosure>
        <LazyDisclosure title={t('promotions.rules')}>{() => <PromotionSlots />}</LazyDisclosure>
        <LazyDisclosure title={t('prices.rules')}>{() => <PriceRules />}</LazyDisclosure>
        <DeclaredRulesFields />
        <LazyDisclosure title={t('constraints.products')}>{() => <RuledProducts />}</LazyDisclosure>
        {locks > 0 ? (
          <Toolbar>
            <span>{t('constraints.locks', { count: locks })}</span>
            <Button variant="plain" icon="unlock" onPress={clearDecisions}>
              {t('constraints.clearLocks')}
            </Button>
          </Toolbar>
        ) : null}
      </Stack>
    </Panel>
  );
}

/** Rules that no plan can keep together, by name, as soon as they are set. */
function Contradictions() {
  const { t } = useTranslation('plan');
  const issueWords = usePlanIssueWords();
  const contradictions = usePlanStore((state) => state.current?.contradictions) ?? [];
  if (contradictions.length === 0) return null;
  return (
    <Notice tone="error" title={t('constraints.contradiction')}>
      <ul className={styles.list}>
        {contradictions.map((issue) => (
          <li key={JSON.stringify(issue)}>{issueWords(issue)}</li>
        ))}
      </ul>
    </Notice>
  );
}

interface CapacityFieldProps {
  readonly capacity: CapacityRule;
  /** Fullest week of the manager's own plan; null: there is none. */
  readonly own: number | null;
}

function CapacityField({ capacity, own }: CapacityFieldProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const choose = (kind: CapacityRule['kind']): void =>
    void changePlanSettings({ capacity: kind === 'limit' ? { kind, effort: own ?? 3 } : { kind } });
  const options: { value: CapacityRule['kind']; label: string }[] = [
    {
      value: 'own-plan',
      label:
        own === null
          ? t('constraints.capacityNoPlan')
          : t('constraints.capacityOwn', { effort: formats.decimal(own, 1) }),
    },
    { value: 'limit', label: t('constraints.capacityLimit') },
    { value: 'none', label: t('constraints.none') },
  ];
  return (
    <Stack>
      <Select label={t('constraints.capacity')} options={options} value={capacity.kind} onChange={choose} />
      {capacity.kind === 'limit' ? (
        <NumberField
          label={t('constraints.capacity')}
          labelHidden
          unit={t('constraints.capacityUnit')}
          value={capacity.effort}
          minValue={1}
          maxValue={1000}
          step={1}
          onChange={(effort) => {
            if (effort >= 1) void changePlanSettings({ capacity: { kind: 'limit', effort } });
          }}
        />
      ) : null}
    </Stack>
  );
}

function BudgetField({ budget }: { readonly budget: number | null }) {
  const { t } = useTranslation('plan');
  const currency = useDatasetStore((state) => state.facts.dataset?.currency ?? '');
  return (
    <NumberField
      label={t('constraints.budget')}
      {...(currency ? { unit: currency } : {})}
      help={t('constraints.budgetHelp')}
      value={budget ?? Number.NaN}
      minValue={0}
      step={1000}
      onChange={(amount) => void changePlanConstraints({ budget: Number.isNaN(amount) ? null : amount })}
    />
  );
}
