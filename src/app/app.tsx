import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useJourney } from '#state/runtime/journey.ts';
import { goToStep, type StepId, useSettingsStore } from '#state/runtime/settings-store.ts';
import type { StepState } from '#state/runtime/step-state.ts';
import { AppFrame } from '#ui/layout/app-frame.tsx';
import { Rail, type RailStep } from '#ui/layout/rail.tsx';
import { Brand } from './brand.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { screens } from './screens.ts';

// Menus and banners follow the first paint of the shell, which need not wait for them.
const Menus = lazy(async () => ({ default: (await import('./menus.tsx')).Menus }));
const Banners = lazy(async () => ({ default: (await import('./banners.tsx')).Banners }));

// The same elements always: a step's progress in the rail is no reason to draw menus anew.
const brand = <Brand />;
const menus = (
  <Suspense>
    <Menus />
  </Suspense>
);

/** The shell: the journey on the left, one step in the middle. */
export function App() {
  const { t } = useTranslation('shell');
  const step = useSettingsStore((settings) => settings.step);
  const { Screen } = screens[step];
  return (
    <AppFrame
      skipLabel={t('skip')}
      rail={<JourneyRail />}
      phoneHead={
        <>
          <Brand />
          <Suspense>
            <Menus isNarrow />
          </Suspense>
        </>
      }
      banner={
        <Suspense>
          <Banners />
        </Suspense>
      }
    >
      <ErrorBoundary resetKey={step}>
        <Suspense fallback={<p>{t('loading')}</p>}>
          <Screen />
        </Suspense>
      </ErrorBoundary>
    </AppFrame>
  );
}

function JourneyRail() {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const current = useSettingsStore((settings) => settings.step);
  const journey = useJourney();
  const words = (state: StepState): string => {
    if (state.kind !== 'running') return t(`state.${state.kind}`);
    return state.share === null
      ? t('state.runningUnknown')
      : t('state.running', { percent: formats.percent(state.share) });
  };
  const steps = (Object.keys(screens) as StepId[]).map(
    (id): RailStep<StepId> => ({
      id,
      label: t(`steps.${id}`),
      icon: screens[id].icon,
      status: journey[id],
      statusLabel: words(journey[id]),
    }),
  );
  return <Rail label={t('steps.label')} brand={brand} steps={steps} current={current} onGo={goToStep} foot={menus} />;
}
