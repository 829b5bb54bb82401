import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { MarketForecast, MarketSeries } from '#state/trends/trends-store.ts';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import type { NetworkForecast } from './to-market-points.ts';
import { indexWords, usePeriods } from './trend-words.ts';

type ScoreRow = Pick<MarketForecast['scores'][number], (typeof figures)[number]> & {
  readonly key: string;
  readonly name: string;
};

interface MarketScoresProps {
  readonly id: MarketSeries['id'];
  readonly result: MarketForecast;
  readonly network: NetworkForecast | null;
  readonly frequency: number;
}

const figures = ['mase', 'wape', 'bias', 'coverage80', 'coverage95'] as const;

/** Every method on the hold-out periods of a market index; the network was tested on the last of them only. */
export function MarketScores({ id, result, network, frequency }: MarketScoresProps) {
  const { t } = useTranslation(['trends', 'demand']);
  const formats = useFormats();
  const periods = usePeriods(frequency);
  const holdout = network?.holdout ?? null;
  const rows: ScoreRow[] = [
    ...result.scores.map((score) => ({ ...score, key: score.method, name: t(`demand:method.${score.method}`) })),
    ...(holdout
      ? [{ ...holdout.score, key: 'lstm', name: t('market.lstmLast', { periods: periods(holdout.actual.length) }) }]
      : []),
  ];
  const columns: Column<ScoreRow>[] = [
    { id: 'name', header: t('market.method'), cell: (row) => row.name, isRowHeader: true },
    ...figures.map((figure): Column<ScoreRow> => {
      const digits = figure === 'mase' ? 2 : figure.startsWith('coverage') ? 0 : 1;
      return {
        id: figure,
        header: <Gloss explanation={t(`demand:proof.gloss.${figure}`)}>{t(`market.${figure}`)}</Gloss>,
        align: 'end',
        cell: (row) => formats.fixed(row[figure], digits),
      };
    }),
  ];
  return (
    <DataTable
      caption={t('market.caption', { index: t(`market.index.${indexWords[id]}`) })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      isMarked={(row) => row.key === result.chosen}
    />
  );
}
