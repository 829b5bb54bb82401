import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useJourney } from '#state/journey.ts';
import { useOfflineStore } from '#state/offline-store.ts';
import { goToStep, type StepId, useSettingsStore } from '#state/settings-store.ts';
import type { StepState } from '#state/step-state.ts';
import { useStorageStore } from '#state/storage-store.ts';
import { AppFrame } from '#ui/app-frame.tsx';
import { Button } from '#ui/button.tsx';
import type { IconName } from '#ui/icon.tsx';
import { Notice } from '#ui/notice.tsx';
import { Rail, type RailStep } from '#ui/rail.tsx';
import { Brand } from './brand.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { PageMenu } from './page-menu.tsx';
import { ProjectFileBanner } from './project-file-banner.tsx';
import { HoldBanner, ProjectMenu } from './project-menu.tsx';

const screens: Record<StepId, LazyExoticComponent<ComponentType>> = {
  overview: lazy(async () => ({ default: (await import('#features/overview/overview-step.tsx')).OverviewStep })),
  data: lazy(async () => ({ default: (await import('#features/data/data-step.tsx')).DataStep })),
  explore: lazy(async () => ({ default: (await import('#features/explore/explore-step.tsx')).ExploreStep })),
  demand: lazy(async () => ({ default: (await import('#features/demand/demand-step.tsx')).DemandStep })),
  trends: lazy(async () => ({ default: (await import('#features/trends/trends-step.tsx')).TrendsStep })),
  plan: lazy(async () => ({ default: (await import('#features/plan/plan-step.tsx')).PlanStep })),
  report: lazy(async () => ({ default: (await import('#features/report/report-step.tsx')).ReportStep })),
};

const icons: Record<StepId, IconName> = {
  overview: 'step-overview',
  data: 'step-data',
  explore: 'search',
  demand: 'step-demand',
  trends: 'step-trends',
  plan: 'step-plan',
  report: 'step-report',
};

/** The shell: the journey on the left, one step in the middle. */
export function App() {
  const { t } = useTranslation('shell');
  const step = useSettingsStore((settings) => settings.step);
  const Screen = screens[step];
  return (
    <AppFrame
      skipLabel={t('skip')}
      rail={<JourneyRail />}
      phoneHead={
        <>
          <Brand />
          <ProjectMenu isNarrow />
          <PageMenu isNarrow />
        </>
      }
      banner={
        <>
          <HoldBanner />
          <StorageBanner />
          <ProjectFileBanner />
          <UpdateBanner />
        </>
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
  const present = useSettingsStore((settings) => settings.step);
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
      icon: icons[id],
      status: journey[id],
      statusLabel: words(journey[id]),
    }),
  );
  return (
    <Rail
      label={t('steps.label')}
      brand={<Brand />}
      steps={steps}
      current={present}
      onGo={goToStep}
      foot={
        <>
          <ProjectMenu />
          <PageMenu />
        </>
      }
    />
  );
}

/** A new version is offered and never forced: it waits until the user loads it or all tabs are closed. */
function UpdateBanner() {
  const { t } = useTranslation('shell');
  const loadUpdate = useOfflineStore((state) => state.loadUpdate);
  if (!loadUpdate) return null;
  return (
    <Notice
      tone="info"
      title={t('update.title')}
      action={<Button onPress={loadUpdate}>{t('update.load')}</Button>}
      onDismiss={() => useOfflineStore.setState({ loadUpdate: null })}
    >
      {t('update.text')}
    </Notice>
  );
}

function StorageBanner() {
  const { t } = useTranslation('shell');
  const storage = useStorageStore((state) => state.storage);
  if (storage.status !== 'failed') return null;
  return (
    <Notice tone="error" title={t('storage.failed')}>
      {t('storage.failedHelp', { reason: storage.reason })}
    </Notice>
  );
}
