import { memo, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { askForProduct, expectedTotal } from '#state/demand/demand-actions.ts';
import { type DemandResult, type DemandSeries, showSeries, useDemandStore } from '#state/demand/demand-store.ts';
import { useAfterPaint } from '#state/runtime/after-paint.ts';
import { Select, type SelectOption } from '#ui/controls/select.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import { BacktestProof } from './backtest-proof.tsx';
import { DemandChart } from './demand-chart.tsx';
import { DemandFinding } from './demand-finding.tsx';
import { DemandStats } from './demand-stats.tsx';
import { ProductsTable } from './products-table.tsx';
import { useSeriesName } from './series-names.ts';

interface DemandViewProps {
  /** What is there: all of it, or what has streamed in so far. */
  readonly series: readonly DemandSeries[];
  /** Null while the forecast runs. */
  readonly result: DemandResult | null;
}

/** One series at a time in words, figures, chart and proof; then all products. Not redrawn while only progress moves. */
export const DemandView = memo(function DemandView({ series, result }: DemandViewProps) {
  const asked = useDemandStore((state) => state.asked);
  const shownId = useDemandStore((state) => state.shown);
  const others = useMemo(() => asked.flatMap(({ series: one }) => (one ? [one] : [])), [asked]);
  const everything = [...series, ...others.filter(({ id }) => !series.some((one) => one.id === id))];
  const shown = everything.find(({ id }) => id === shownId) ?? everything[0];
  // Words and figures change with the click; chart, proof and the long list of series in the next moment.
  const drawn = useAfterPaint(useMemo(() => ({ shown, others }), [shown, others]));
  const head = useRef<HTMLDivElement>(null);
  const pick = (id: string): void => {
    showSeries(id);
    if (id.startsWith('product:') && !series.some((one) => one.id === id))
      void askForProduct(id.slice('product:'.length));
  };
  return (
    <>
      <div ref={head}>
        <DemandFinding shown={shown} series={series} result={result} />
      </div>
      {result ? <JoinedNote result={result} /> : null}
      <Toolbar>
        <SeriesChooser series={series} others={drawn.others} shown={drawn.shown.id} onPick={pick} />
      </Toolbar>
      <DemandStats shown={shown} />
      <div>
        <DemandChart shown={drawn.shown} />
        <BacktestProof shown={drawn.shown} result={result} />
      </div>
      <ProductsTable
        series={series}
        shown={shown.id}
        horizon={result?.horizon ?? 13}
        onPick={(id) => {
          pick(id);
          head.current?.scrollIntoView({ block: 'start' });
        }}
      />
    </>
  );
});

/** That figures have changed because networks take part now. */
function JoinedNote({ result }: { readonly result: DemandResult }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const before = formats.count(result.networks?.totalBefore ?? Number.NaN);
  const now = formats.count(expectedTotal(result));
  if (result.networks?.totalBefore === undefined || before === now) return null;
  return <Notice tone="info" title={t('joined', { before, now })} />;
}

interface SeriesChooserProps {
  readonly series: readonly DemandSeries[];
  readonly others: readonly DemandSeries[];
  readonly shown: string;
  readonly onPick: (id: string) => void;
}

function SeriesChooser({ series, others, shown, onPick }: SeriesChooserProps) {
  const { t } = useTranslation('demand');
  const nameOf = useSeriesName();
  const group = (id: string): string => {
    if (id === 'total') return t('choose.total');
    return id.startsWith('category:') ? t('choose.categories') : t('choose.products');
  };
  const known = new Set(series.map(({ id }) => id));
  const options: SelectOption<string>[] = [
    ...series.map(({ id }) => ({ value: id, label: nameOf(id), group: group(id) })),
    ...others
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => ({ value: id, label: nameOf(id), group: t('choose.asked') })),
  ];
  return <Select label={t('choose.label')} options={options} value={shown} onChange={onPick} />;
}
