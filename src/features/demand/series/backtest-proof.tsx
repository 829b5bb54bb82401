import { useTranslation } from 'react-i18next';
import type { BacktestScore } from '#engine/backtest/score-forecast.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import { ModelsTable } from '#features/demand/networks/models-table.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';
import type { DemandResult, DemandSeries } from '#state/demand/demand-store.ts';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { HoldOutChart } from './hold-out-chart.tsx';
import { useHoldOut, useParts, usePeriods, useSeriesName } from './series-names.ts';
import { betterThanCombination, combinationMembers, holdOutFolds } from './to-combination.ts';
import { chosenForecast } from './to-forecast-points.ts';

interface BacktestProofProps {
  readonly shown: DemandSeries;
  readonly result: DemandResult | null;
}

/** How do we know: every method on the weeks held out, in place. */
export function BacktestProof({ shown, result }: BacktestProofProps) {
  const { t } = useTranslation('demand');
  const { forecast } = shown;
  const periods = usePeriods(shown.frequency);
  const parts = useParts(shown.frequency, result);
  if (!forecast || forecast.scores.length === 0) return null;
  const perHorizon = result?.apart ? Math.round(result.horizon / result.apart) : 1;
  const { scored, taught } = holdOutFolds(forecast, result?.origins ?? 0, perHorizon);
  const horizon = periods(result?.horizon ?? forecast.forecasts[0].forecast.mean.length);
  return (
    <LazyDisclosure title={t('proof.title')} level={2}>
      {() => (
        <Stack>
          <p>
            {taught > 0
              ? t('proof.textTaught', {
                  held: parts(scored + taught, true),
                  origins: parts(scored),
                  horizon,
                  count: taught,
                })
              : t('proof.text', { origins: parts(scored, true), horizon })}
          </p>
          <p>{t('proof.choice')}</p>
          <AddedUp forecast={forecast} result={result} />
          <ScoreTable id={shown.id} frequency={shown.frequency} forecast={forecast} />
          <HoldOutChart shown={shown} forecast={forecast} />
          <ModelNote forecast={forecast} />
          <ModelsTable forecast={forecast} />
        </Stack>
      )}
    </LazyDisclosure>
  );
}

/** Whether the forecasts were made to add up, what that moved and what it gained. */
function AddedUp({ forecast, result }: { readonly forecast: DemandForecast; readonly result: DemandResult | null }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  if (!result?.reconciliation) return null;
  const { method, gain, moved } = result.reconciliation;
  if (method === 'none') return <p>{t(Number.isNaN(gain) ? 'proof.notAddedUpUntested' : 'proof.notAddedUp')}</p>;
  return (
    <p>
      {t('proof.addedUp', {
        how: t(`proof.how.${method}`),
        gain: formats.percent(gain / 100, 1),
        moved: formats.percent(moved / 100, 1),
      })}
      {forecast.moved === undefined
        ? null
        : `${formats.space}${t('proof.movedOwn', { own: `${forecast.moved > 0 ? '+' : ''}${formats.percent(forecast.moved / 100, 1)}` })}`}
    </p>
  );
}

type FigureName =
  | 'mase'
  | 'rmsse'
  | 'wape'
  | 'bias'
  | 'pinball'
  | 'coverage80'
  | 'coverage95'
  | 'width80'
  | 'width95'
  | 'added';

interface ScoreTableProps {
  readonly id: string;
  readonly frequency: number;
  readonly forecast: DemandForecast;
}

function ScoreTable({ id, frequency, forecast }: ScoreTableProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const held = useHoldOut(frequency);
  const figure = (
    name: FigureName,
    value: (score: BacktestScore) => number,
    digits: number,
  ): Column<BacktestScore> => ({
    id: name,
    header: (
      <Gloss explanation={t(`proof.gloss.${name === 'mase' && forecast.baseline === 'naive' ? 'maseNaive' : name}`)}>
        {t(`proof.${name}`)}
      </Gloss>
    ),
    align: 'end',
    cell: (score) => formats.fixed(value(score), digits),
  });
  const role = (score: BacktestScore): string => {
    if (score.method === forecast.chosen) return ` · ${t('proof.chosen')}`;
    return score.method === forecast.baseline ? ` · ${t('proof.baseline')}` : '';
  };
  const columns: Column<BacktestScore>[] = [
    {
      id: 'method',
      header: t('proof.method'),
      isRowHeader: true,
      cell: (score) => (
        <>
          <Gloss explanation={t(`methodGloss.${score.method}`)}>{t(`method.${score.method}`)}</Gloss>
          {role(score)}
        </>
      ),
    },
    figure('mase', (score) => score.mase, 2),
    figure('rmsse', (score) => score.rmsse, 2),
    figure('wape', (score) => score.wape, 1),
    figure('bias', (score) => score.bias, 1),
    figure('pinball', (score) => score.pinball, 3),
    figure('coverage80', (score) => score.coverage80, 0),
    figure('coverage95', (score) => score.coverage95, 0),
    figure('width80', (score) => score.width80, 2),
    figure('width95', (score) => score.width95, 2),
    figure('added', (score) => score.valueAdded, 0),
  ];
  return (
    <DataTable
      caption={t('proof.caption', { name: nameOf(id), held })}
      columns={columns}
      rows={forecast.scores}
      rowKey={(score) => score.method}
      isMarked={(score) => score.method === forecast.chosen}
    />
  );
}

function ModelNote({ forecast }: { readonly forecast: DemandForecast }) {
  const { t, i18n } = useTranslation('demand');
  const formats = useFormats();
  const words = useIssueWords();
  const model = chosenForecast(forecast)?.model;
  const leftOut = forecast.issues.map((issue) => {
    const column = issue.column ?? '';
    const isModel = i18n.exists(`demand:method.${column}`);
    return formats.labelled(isModel ? t(`method.${column as ModelId}`) : column, words(issue));
  });
  const residual = (p: number): string =>
    p < 0.05
      ? t('proof.residualStructure', { p: formats.decimal(p, 3) })
      : t('proof.residualClean', { p: formats.decimal(p, 2) });
  return (
    <>
      {forecast.chosen === 'combination' ? <CombinationNote forecast={forecast} /> : null}
      {model && (model.modelsTried > 1 || Number.isFinite(model.ljungBoxP)) ? (
        <p>
          {model.modelsTried > 1
            ? t('proof.modelAmong', { label: model.label, tried: formats.count(model.modelsTried) })
            : t('proof.model', { label: model.label })}
          {Number.isFinite(model.ljungBoxP) ? formats.space + residual(model.ljungBoxP) : ''}
        </p>
      ) : null}
      {leftOut.length > 0 ? <p>{t('proof.leftOut', { list: leftOut.join(' ') })}</p> : null}
    </>
  );
}

/** What the combination is made of, and why it was taken where a single method came closer. */
function CombinationNote({ forecast }: { readonly forecast: DemandForecast }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const members = combinationMembers(forecast);
  const better = betterThanCombination(forecast);
  const list = members.map(({ method, share }) =>
    t('proof.member', { method: t(`method.${method}`), share: formats.percent(share) }),
  );
  if (members.length === 0 && !better) return null;
  return (
    <p>
      {members.length > 0 ? t('proof.combination', { list: formats.list(list) }) : ''}
      {members.length > 0 && better ? formats.space : ''}
      {better
        ? t(better.isWithinCredit ? 'proof.credit' : 'proof.creditAcross', {
            method: t(`method.${better.method}`),
            loss: formats.fixed(better.pinball, 3),
          })
        : ''}
    </p>
  );
}
