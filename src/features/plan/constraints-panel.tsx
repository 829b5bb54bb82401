import { useTranslation } from 'react-i18next';
import { type EpochDay, formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/dataset-store.ts';
import { changePlanConstraints, changePlanSettings, clearDecisions, ownPlanCapacity } from '#state/plan-actions.ts';
import { type CapacityRule, type PlanSettings, usePlanStore } from '#state/plan-store.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { NumberField } from '#ui/number-field.tsx';
import { Columns, Panel, Stack, Toolbar } from '#ui/panel.tsx';
import { Select } from '#ui/select.tsx';
import { TextField } from '#ui/text-field.tsx';
import styles from './plan-step.module.css';
import { useCandidates, useCategoryName } from './product-names.ts';

type Constraints = PlanSettings['constraints'];

/** What the manager allows: work a week, money, weeks without launches, launches a category. */
export function ConstraintsPanel() {
  const { t } = useTranslation('plan');
  const settings = usePlanStore((state) => state.settings);
  const locks = usePlanStore((state) => Object.keys(state.decisions.locks).length);
  const candidates = useCandidates();
  const must = candidates.filter(({ mustLaunch }) => mustLaunch).length;
  const windows = candidates.filter(({ earliest, latest }) => earliest !== undefined || latest !== undefined).length;
  return (
    <Panel title={t('constraints.title')} detail={t('constraints.fromFile', { must, windows })}>
      <Stack>
        <Columns minimum={240}>
          <NumberField
            label={t('constraints.weeks')}
            unit={t('constraints.weeksUnit')}
            value={settings.weeks}
            minValue={4}
            maxValue={52}
            step={1}
            onChange={(weeks) => {
              if (Number.isInteger(weeks)) changePlanSettings({ weeks });
            }}
          />
          <CapacityField capacity={settings.capacity} />
          <BudgetField budget={settings.constraints.budget} />
        </Columns>
        <Blackouts blackouts={settings.constraints.blackouts} />
        <Disclosure title={t('constraints.categories')}>
          <CategoryLimits limits={settings.constraints.categories} />
        </Disclosure>
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

function CapacityField({ capacity }: { readonly capacity: CapacityRule }) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const candidates = useCandidates();
  const weekStart = useDatasetStore((state) => state.facts.dataset?.panel?.weekStart ?? 0);
  const own = ownPlanCapacity(candidates, weekStart);
  const choose = (kind: CapacityRule['kind']): void =>
    changePlanSettings({ capacity: kind === 'limit' ? { kind, effort: own ?? 3 } : { kind } });
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
            if (effort >= 1) changePlanSettings({ capacity: { kind: 'limit', effort } });
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
      onChange={(amount) => changePlanConstraints({ budget: Number.isNaN(amount) ? null : amount })}
    />
  );
}

/** Spans of days without launches. */
function Blackouts({ blackouts }: { readonly blackouts: Constraints['blackouts'] }) {
  const { t } = useTranslation('plan');
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  if (!panel) return null;
  const start = panel.start + 7 * panel.completeTo;
  const change = (index: number, span: { readonly from: EpochDay; readonly to: EpochDay } | null): void =>
    changePlanConstraints({
      blackouts: blackouts.flatMap((known, i) => (i === index ? (span ? [span] : []) : [known])),
    });
  return (
    <div>
      <p className={styles.label}>{t('constraints.blackouts')}</p>
      <Stack>
        {blackouts.map((span, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place in the list
          <Toolbar key={i}>
            <DayField label={t('constraints.from')} day={span.from} onChange={(from) => change(i, { ...span, from })} />
            <DayField label={t('constraints.to')} day={span.to} onChange={(to) => change(i, { ...span, to })} />
            <IconButton label={t('constraints.remove')} icon="trash" onPress={() => change(i, null)} />
          </Toolbar>
        ))}
        <div>
          <Button
            variant="plain"
            icon="calendar"
            onPress={() => changePlanConstraints({ blackouts: [...blackouts, { from: start, to: start + 6 }] })}
          >
            {t('constraints.addBlackout')}
          </Button>
        </div>
      </Stack>
    </div>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly day: EpochDay;
  readonly onChange: (day: EpochDay) => void;
}

function DayField({ label, day, onChange }: DayFieldProps) {
  return (
    <TextField
      label={label}
      type="date"
      value={formatIsoDate(day)}
      onChange={(text) => {
        const parsed = parseIsoDate(text);
        if (!Number.isNaN(parsed)) onChange(parsed);
      }}
    />
  );
}

function CategoryLimits({ limits }: { readonly limits: Constraints['categories'] }) {
  const { t } = useTranslation('plan');
  const candidates = useCandidates();
  const categoryName = useCategoryName();
  const names = [...new Set(candidates.map(({ category }) => category))];
  return (
    <Stack>
      {names.map((category) => {
        const known = limits.find((limit) => limit.category === category);
        const limit = known ?? { category, min: 0, max: null, spacingWeeks: 1, spacingMax: null };
        const change = (part: Partial<typeof limit>): void =>
          changePlanConstraints({
            categories: [...limits.filter((other) => other.category !== category), { ...limit, ...part }],
          });
        const count = candidates.filter((candidate) => candidate.category === category).length;
        return (
          <Columns key={category} minimum={120}>
            <p className={styles.category}>{categoryName(category)}</p>
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
              label={t('constraints.spacing')}
              value={limit.spacingMax === null ? Number.NaN : limit.spacingWeeks}
              minValue={1}
              maxValue={26}
              onChange={(weeks) =>
                change(
                  Number.isNaN(weeks) ? { spacingWeeks: 1, spacingMax: null } : { spacingWeeks: weeks, spacingMax: 1 },
                )
              }
            />
          </Columns>
        );
      })}
    </Stack>
  );
}
