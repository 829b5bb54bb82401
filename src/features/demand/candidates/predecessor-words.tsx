import { useTranslation } from 'react-i18next';
import type { LaunchBacktest } from '#engine/launch/forecast/cold-start-forecast.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { toPredecessor, toRatingUse } from './to-predecessor.ts';

interface PredecessorWordsProps {
  readonly candidateId: string;
  readonly backtest: LaunchBacktest | null;
}

/** "It goes on from X, which sold 640 units in its last 13 weeks and is rated 4.6 of 5 in 82 reviews." */
export function PredecessorWords({ candidateId, backtest }: PredecessorWordsProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const dataset = useDatasetStore((state) => state.facts.dataset);
  const predecessor =
    dataset &&
    toPredecessor(
      dataset,
      dataset.candidates.find(({ id }) => id === candidateId),
    );
  if (!predecessor) return null;
  const sold = t('candidate.predecessor.sold', {
    name: nameOf(predecessor.productId),
    units: formats.count(predecessor.units),
    weeks: t('weeks', { count: predecessor.weeks }),
  });
  if (predecessor.reviews === 0) return <p>{sold}</p>;
  return (
    <p>
      {sold}
      {formats.space}
      {t('candidate.predecessor.rated', {
        rating: formats.fixed(predecessor.rating, 1),
        reviews: formats.count(predecessor.reviews),
      })}
      {formats.space}
      {t(`candidate.predecessor.${toRatingUse(dataset.reviews, backtest?.scores)}`)}
    </p>
  );
}
