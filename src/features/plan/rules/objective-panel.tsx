import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { changePlanSettings, changeSeed } from '#state/plan/plan-edits.ts';
import { type PlanSettings, usePlanStore } from '#state/plan/plan-store.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { NumberField } from '#ui/controls/number-field.tsx';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Slider } from '#ui/controls/slider.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { useAim } from './use-aim.ts';

type Objective = PlanSettings['objective'];
type Method = Exclude<PlanSettings['method'], 'nsga2'>;

const objectives: readonly Objective[] = ['profit', 'article', 'profit-less-risk', 'front'];
const methods: readonly Method[] = ['memetic', 'pso'];

/** What the plan aims at, how it is searched for, and the seed. */
export function ObjectivePanel() {
  const { t } = useTranslation('plan');
  const objective = usePlanStore((state) => state.settings.objective);
  const method = usePlanStore((state) => state.settings.method);
  const seed = useSettingsStore((state) => state.seed);
  const isSales = useAim() === 'revenue';
  return (
    <Panel title={t('objective.title')} detail={t(`objective.${isSales ? 'salesDetail' : 'detail'}.${objective}`)}>
      <Stack>
        <SegmentedControl
          label={t('objective.label')}
          labelHidden
          options={objectives.map((value) => ({
            value,
            label: t(isSales ? `objective.sales.${value}` : `objective.${value}`),
          }))}
          value={objective}
          onChange={(chosen) => changePlanSettings({ objective: chosen })}
        />
        <ObjectiveSlider />
        <LazyDisclosure title={t('method.expert')}>
          {() => (
            <Toolbar>
              {objective === 'front' ? null : (
                <Select
                  label={t('method.label')}
                  options={methods.map((value) => ({ value, label: t(`method.${value}`) }))}
                  value={method as Method}
                  onChange={(chosen) => changePlanSettings({ method: chosen })}
                />
              )}
              <div className={styles.number}>
                <NumberField
                  label={t('method.seed')}
                  value={seed}
                  minValue={0}
                  maxValue={4294967295}
                  step={1}
                  formatOptions={{ useGrouping: false }}
                  onChange={(value) => {
                    if (Number.isInteger(value)) changeSeed(value);
                  }}
                />
              </div>
            </Toolbar>
          )}
        </LazyDisclosure>
      </Stack>
    </Panel>
  );
}

function ObjectiveSlider() {
  const settings = usePlanStore((state) => state.settings);
  const { t } = useTranslation('plan');
  const formats = useFormats();
  if (settings.objective === 'article') {
    return (
      <Slider
        label={t('objective.weight')}
        value={settings.demandWeight}
        min={0}
        max={1}
        step={0.05}
        onChange={(demandWeight) => changePlanSettings({ demandWeight })}
        formatValue={(w1) => t('objective.weights', { w1: formats.decimal(w1), w2: formats.decimal(1 - w1) })}
        ends={[t('objective.market'), t('objective.demand')]}
      />
    );
  }
  if (settings.objective === 'profit-less-risk') {
    return (
      <Slider
        label={t('objective.lambda')}
        value={settings.lambda}
        min={0}
        max={2}
        step={0.1}
        onChange={(lambda) => changePlanSettings({ lambda })}
        formatValue={(lambda) => formats.decimal(lambda, 1)}
        ends={[t('objective.bold'), t('objective.careful')]}
      />
    );
  }
  return null;
}
