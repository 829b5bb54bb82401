import { memo, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { exploreHistory, runExplore } from '#state/explore/explore-actions.ts';
import { type ExploreState, useExploreStore } from '#state/explore/explore-store.ts';
import { useAfterPaint } from '#state/runtime/after-paint.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Screen, StepHeader } from '#ui/layout/step-header.tsx';
import { EmptyStep } from '#ui/layout/step-screen.tsx';
import { ExploreChart } from './explore-chart.tsx';
import { ExploreControls } from './explore-controls.tsx';
import { ExploreFinding, type ExploreProps } from './explore-finding.tsx';
import { FilterChips } from './filter-chips.tsx';
import { GroupsTable } from './groups-table.tsx';
import { InterestPanel } from './interest-panel.tsx';
import { RowsPanel } from './rows-panel.tsx';

/** What was sold, sliced, compared and followed down to the rows. */
export function ExploreStep() {
  const { t } = useTranslation('explore');
  const issueWords = useIssueWords();
  const dataset = useDatasetStore((state) => state.facts.dataset);
  const result = useAnswer();
  const issue = useExploreStore((state) => state.issue);
  useEffect(() => {
    // Other data than the figures on screen were made from.
    if (dataset?.panel) void runExplore();
  }, [dataset]);
  if (!dataset?.panel) return <EmptyStep step="explore" onAction={() => goToStep('data')} />;
  const isOf = result?.fingerprint === dataset.fingerprint;
  return (
    <Screen>
      <StepHeader title={t('title')} purpose={t('purpose')} actions={<ExploreUndo />} />
      {issue ? <Notice tone="error" title={issueWords(issue)} /> : null}
      {result && isOf ? <ExploreFinding panel={dataset.panel} result={result} /> : null}
      <ExploreControls panel={dataset.panel} />
      <FilterChips panel={dataset.panel} />
      {result && isOf ? <Answer panel={dataset.panel} result={result} /> : null}
      <InterestPanel />
    </Screen>
  );
}

/**
 * The answer on screen. One with other figures follows in the next moment; what is only drawn otherwise shows at once.
 */
function useAnswer(): ExploreState['result'] {
  const current = useExploreStore((state) => state.result);
  const drawn = useAfterPaint(current);
  return current?.found === drawn?.found ? current : drawn;
}

const Answer = memo(function Answer(props: ExploreProps) {
  return (
    <>
      <ExploreChart {...props} />
      <GroupsTable {...props} />
      <RowsPanel {...props} />
    </>
  );
});

function ExploreUndo() {
  return <UndoControls {...useEdits('explore', exploreHistory)} />;
}
