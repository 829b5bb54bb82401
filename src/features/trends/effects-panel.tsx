import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import type { TrendSeries } from '#state/trends/trends-store.ts';
import { BarsChart } from '#ui/charts/bars-chart.tsx';
import { chartColors } from '#ui/charts/chart-language.ts';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, sortableColumn } from '#ui/table/data-table.tsx';
import { type EffectRow, toEffectRows } from './to-effect-rows.ts';
import { useEventName, usePeriods, useSignedPercent, useTrendName } from './trend-words.ts';

/** Sentences at first: the strongest lifts and the strongest falls. */
const liftsNamed = 3;
const fallsNamed = 1;

/** Promotions and holidays: in words, as bars with their ranges, and the table behind. */
export function EffectsPanel({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation('trends');
  const formats = useFormats();
  const signed = useSignedPercent();
  const words = useIssueWords();
  const nameOf = useTrendName();
  const eventName = useEventName();
  const rows = toEffectRows(shown.events).map((row) => ({ ...row, name: eventName(row.name) }));
  if (!shown.events.ok || rows.length === 0) {
    const reason = shown.events.ok ? words({ code: 'no-drivers' }) : words(shown.events.issue);
    return (
      <Panel title={t('effects.title')}>
        <p>{reason}</p>
      </Panel>
    );
  }
  const clear = rows.filter((row) => row.clear);
  const lifts = clear.filter(({ percent }) => percent > 0).slice(0, liftsNamed);
  const falls = clear.filter(({ percent }) => percent < 0).slice(-fallsNamed);
  const unclear = rows.filter((row) => !row.clear).map(({ name }) => name);
  const sentence = ({ name, percent, lo95, hi95 }: EffectRow): string =>
    t(shown.frequency === 12 ? 'effects.sentenceMonth' : 'effects.sentenceWeek', {
      event: name,
      percent: signed(percent),
      lo: formats.decimal(lo95, 0),
      hi: formats.percent(hi95 / 100),
    });
  return (
    <Panel title={t('effects.title')} detail={t(shown.frequency === 12 ? 'effects.detailMonth' : 'effects.detail')}>
      <Stack>
        <ul>
          {[...lifts, ...falls].map((row) => (
            <li key={row.name}>{sentence(row)}</li>
          ))}
          {shown.events.value.builtInEvents ? <li>{t('effects.builtIn')}</li> : null}
          {unclear.length > 0 ? <li>{t('effects.unclear', { list: formats.list(unclear) })}</li> : null}
        </ul>
        <BarsChart
          title={t('effects.chart', { name: nameOf(shown.id) })}
          unit={t(shown.frequency === 12 ? 'effects.unitMonth' : 'effects.unit')}
          nameHeader={t('effects.event')}
          rows={rows.map(({ name, percent, lo95, hi95 }) => ({ name, value: percent, range: [lo95, hi95] }))}
          formatValue={(percent) => signed(percent)}
          color={chartColors.naive}
        />
        <EffectsProof shown={shown} rows={rows} />
      </Stack>
    </Panel>
  );
}

function EffectsProof({ shown, rows }: { readonly shown: TrendSeries; readonly rows: readonly EffectRow[] }) {
  const { t } = useTranslation('trends');
  const formats = useFormats();
  const periods = usePeriods(shown.frequency);
  const nameOf = useTrendName();
  const words = useIssueWords();
  if (!shown.events.ok) return null;
  const { model, observations, effects, issues } = shown.events.value.estimate;
  const leftOut = issues.map((issue) => formats.labelled(issue.column ?? '', words(issue)));
  const residual = Number.isFinite(model.ljungBoxP)
    ? t(model.ljungBoxP < 0.05 ? 'effects.residualStructure' : 'effects.residualClean', {
        p: formats.decimal(model.ljungBoxP, 2),
      })
    : '';
  const columns: Column<EffectRow>[] = [
    { id: 'name', header: t('effects.event'), cell: (row) => row.name, isRowHeader: true },
    { id: 'kind', header: t('effects.column.kind'), cell: (row) => t(`effects.${row.kind}`) },
    sortableColumn(
      'effect',
      t('effects.column.effect'),
      (value) => formats.fixed(value, 1),
      (row) => row.percent,
    ),
    {
      id: 'range',
      header: t('effects.column.range'),
      align: 'end',
      cell: (row) => `${formats.fixed(row.lo95, 1)} – ${formats.fixed(row.hi95, 1)}`,
    },
    {
      id: 'p',
      header: <Gloss explanation={t('effects.pGloss')}>{t('effects.column.p')}</Gloss>,
      align: 'end',
      cell: (row) => (row.pValue < 0.001 ? '< 0.001' : formats.fixed(row.pValue, 3)),
    },
    {
      id: 'periods',
      header: t(shown.frequency === 12 ? 'effects.column.months' : 'effects.column.periods'),
      align: 'end',
      cell: (row) => formats.count(row.periods),
    },
  ];
  return (
    <Disclosure title={t('effects.proof')}>
      <Stack>
        <p>
          {t('effects.model', {
            label: model.label,
            observations: periods(observations),
            drivers: formats.count(effects.length),
            residual,
          })}
        </p>
        {leftOut.length > 0 ? <p>{t('effects.leftOut', { list: leftOut.join(' ') })}</p> : null}
        <DataTable
          caption={t('effects.chart', { name: nameOf(shown.id) })}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.name}
        />
      </Stack>
    </Disclosure>
  );
}
