import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useJourney } from '#state/runtime/journey.ts';
import { startPipeline } from '#state/runtime/pipeline.ts';
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
// Each part in a boundary of its own: where one throws, the others still lead on.
const menus = (
  <ErrorBoundary resetKey="menus">
    <Suspense>
      <Menus />
    </Suspense>
  </ErrorBoundary>
);

/** The shell: the journey on the left, one step in the middle. */
export function App() {
  const { t } = useTranslation('shell');
  const step = useSettingsStore((settings) => settings.step);
  const { Screen } = screens[step];
  return (
    <AppFrame
      skipLabel={t('skip')}
      rail={
        <ErrorBoundary resetKey="rail">
          <JourneyRail />
        </ErrorBoundary>
      }
      phoneHead={
        <ErrorBoundary resetKey="head">
          <Brand />
          <Suspense>
            <Menus isNarrow />
          </Suspense>
        </ErrorBoundary>
      }
      banner={
        <ErrorBoundary resetKey="banners">
          <Suspense>
            <Banners />
          </Suspense>
          <Computing />
        </ErrorBoundary>
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

/** What the page computes by itself; facts that no computation can begin with are said like a screen that throws. */
function Computing(): null {
  useEffect(startPipeline, []);
  return null;
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
