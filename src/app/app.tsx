import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useMonitorStore } from '#state/monitor/monitor-store.ts';
import { useJourney } from '#state/runtime/journey.ts';
import { startPipeline } from '#state/runtime/pipeline.ts';
import { type PlaceId, placeIds, placeOf, places } from '#state/runtime/places.ts';
import { goToStep, type StepId, useSettingsStore } from '#state/runtime/settings-store.ts';
import { joinStepStates, needsAttention, type StepState } from '#state/runtime/step-state.ts';
import type { IconName } from '#ui/feedback/icon.tsx';
import { AppFrame } from '#ui/layout/app-frame.tsx';
import { Rail, type RailPlace } from '#ui/layout/rail.tsx';
import { ViewTabs } from '#ui/layout/view-tabs.tsx';
import styles from './app.module.css';
import { Brand } from './brand.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { screens } from './screens.ts';

// Menus and banners follow the first paint of the shell, which need not wait for them.
const Menus = lazy(async () => ({ default: (await import('./menus.tsx')).Menus }));
const Banners = lazy(async () => ({ default: (await import('./banners.tsx')).Banners }));

const placeIcons: Readonly<Record<PlaceId, IconName>> = {
  overview: 'step-overview',
  data: 'step-data',
  insight: 'step-trends',
  products: 'step-demand',
  plan: 'step-plan',
  run: 'step-monitor',
};

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

/** The shell: the places on the left, one view in the middle. */
export function App() {
  const { t } = useTranslation('shell');
  const step = useSettingsStore((settings) => settings.step);
  // A screen that still has to be fetched leaves the one before in sight.
  const shown = useDeferredValue(step);
  const { Screen } = screens[shown];
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
      <ErrorBoundary resetKey="tabs">
        <PlaceTabs />
      </ErrorBoundary>
      <ErrorBoundary resetKey={shown}>
        <Suspense fallback={<p>{t('loading')}</p>}>
          <div data-shown={shown} className={styles.shown}>
            <Screen />
          </div>
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

function useStateWords(): (state: StepState) => string {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  return (state) => {
    if (state.kind !== 'running') return t(`state.${state.kind}`);
    return state.share === null
      ? t('state.runningUnknown')
      : t('state.running', { percent: formats.percent(state.share) });
  };
}

function JourneyRail() {
  const { t } = useTranslation('shell');
  const step = useSettingsStore((settings) => settings.step);
  const journey = useJourney();
  const words = useStateWords();
  const entries = placeIds.map((id): RailPlace<PlaceId> => {
    const views = places[id];
    const state = joinStepStates(views.map((view) => journey[view]));
    return {
      id,
      label: t(`places.${id}`),
      icon: placeIcons[id],
      status: needsAttention(state) ? state : null,
      statusLabel: words(state),
      states: views.map((view) => `${view}:${journey[view].kind}`).join(' '),
    };
  });
  const go = (id: PlaceId): void => {
    // A plan that is followed is what one comes back for.
    const isFollowed = id === 'run' && useMonitorStore.getState().versions.length > 0;
    if (id !== placeOf(step)) goToStep(isFollowed ? 'monitor' : places[id][0]);
  };
  return (
    <Rail label={t('places.label')} brand={brand} places={entries} current={placeOf(step)} onGo={go} foot={menus} />
  );
}

/** The views of the place that one is in, where it has several. */
function PlaceTabs() {
  const { t } = useTranslation('shell');
  const step = useSettingsStore((settings) => settings.step);
  const journey = useJourney();
  const words = useStateWords();
  const place = placeOf(step);
  if (places[place].length === 1) return null;
  const views = places[place].map((id) => {
    const state = journey[id];
    return {
      id,
      label: t(`steps.${id}`),
      status: needsAttention(state) ? state : null,
      statusLabel: words(state),
    };
  });
  return <ViewTabs<StepId> label={t(`places.${place}`)} views={views} current={step} onGo={goToStep} />;
}
