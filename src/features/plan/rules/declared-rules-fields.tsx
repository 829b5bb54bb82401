import { useTranslation } from 'react-i18next';
import { declaredRules } from '#engine/planning/rules/declared-rules.ts';
import type { DeclaredRule, RuleField, RuleSettings } from '#engine/planning/rules/define-rule.ts';
import styles from '#features/plan/plan-step.module.css';
import { useOwnCandidates } from '#state/data/product-names.ts';
import { changeDeclaredRule } from '#state/plan/plan-edits.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Select } from '#ui/controls/select.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Columns, Stack } from '#ui/layout/panel.tsx';

/** Settings of the declared rules: fields by its declaration, words by its id. */
export function DeclaredRulesFields() {
  const { t } = useTranslation('plan');
  return declaredRules
    .filter(({ id }) => id !== weeklyLimit)
    .map((rule) => (
      <LazyDisclosure key={rule.id} title={t(`declared.${rule.id}.title` as 'constraints.title')}>
        {() => <RuleFields rule={rule} />}
      </LazyDisclosure>
    ));
}

const weeklyLimit = 'limit-week';

/** The limit that is offered first. */
export function WeeklyLimitField() {
  const rule = declaredRules.find(({ id }) => id === weeklyLimit);
  const value = usePlanStore((state) => state.settings.constraints.declared?.[weeklyLimit]?.most ?? null);
  return rule ? <Field rule={rule.id} field={rule.fields[0]} value={value} /> : null;
}

function RuleFields({ rule }: { readonly rule: DeclaredRule }) {
  const { t } = useTranslation('plan');
  const settings = usePlanStore((state) => state.settings.constraints.declared?.[rule.id]);
  return (
    <Stack>
      <p className={styles.muted}>{t(`declared.${rule.id}.help` as 'constraints.title')}</p>
      <Columns minimum={240}>
        {rule.fields.map((field) => (
          <Field key={field.id} rule={rule.id} field={field} value={settings?.[field.id] ?? null} />
        ))}
      </Columns>
    </Stack>
  );
}

interface FieldProps {
  readonly rule: string;
  readonly field: RuleField;
  readonly value: RuleSettings[string];
}

function Field({ rule, field, value }: FieldProps) {
  const { t } = useTranslation('plan');
  const candidates = useOwnCandidates();
  const label = t(`declared.${rule}.${field.id}` as 'constraints.title');
  const change = (next: number | string | null): void => void changeDeclaredRule(rule, { [field.id]: next });
  if (field.kind === 'count') {
    return (
      <NumberField
        label={label}
        value={typeof value === 'number' ? value : Number.NaN}
        minValue={field.min}
        maxValue={field.max}
        step={1}
        onChange={(count) => change(Number.isNaN(count) ? null : count)}
      />
    );
  }
  const columns = new Set(candidates.flatMap(({ attributes }) => Object.keys(attributes)));
  const options = [...columns].map((name) => ({ value: name, label: name }));
  return (
    <Select
      label={label}
      options={[{ value: '', label: t('constraints.none') }, ...options]}
      value={typeof value === 'string' ? value : ''}
      onChange={(name) => change(name === '' ? null : name)}
    />
  );
}
