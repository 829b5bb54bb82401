import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResponsiveContainer } from 'recharts';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/controls/button.tsx';
import { Menu } from '#ui/controls/menu.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { tableToCsv } from '#ui/table/table-to-csv.ts';
import styles from './chart-frame.module.css';
import { figureToSvg, saveFile } from './save-chart.ts';
import { useTurn } from './use-turn.ts';

/** One entry of a legend; the mark is drawn in the colour that the chart uses. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  readonly mark: 'line' | 'dash' | 'area' | 'dot' | 'bands';
}

interface ChartFrameProps<Row> {
  readonly title: string;
  /** Unit of the vertical axis. */
  readonly unit?: string;
  /** The vertical axis does not begin at 0. */
  readonly isCut?: boolean;
  readonly legend?: readonly LegendEntry[];
  readonly actions?: ReactNode;
  /** The same figures as a table: beside every chart, for whoever cannot or will not read curves. */
  readonly table: {
    readonly caption: string;
    readonly columns: readonly Column<Row>[];
    readonly rows: readonly Row[];
    readonly rowKey: (row: Row) => string;
  };
  /** Of the drawing, in pixels. */
  readonly height: number;
  /** The drawing, as wide as its place. */
  readonly children: ReactElement;
}

/** A chart with its title, unit, legend, its figures as a table, and both to take away. */
export function ChartFrame<Row>({
  title,
  unit,
  isCut = false,
  legend = [],
  actions,
  table,
  height,
  children,
}: ChartFrameProps<Row>) {
  const { t } = useTranslation('common');
  const formats = useFormats();
  const named = isCut ? formats.bracketed(unit ?? '', t('chart.cut')).trim() : unit;
  const [asTable, setAsTable] = useState(false);
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 6000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const figure = useRef<HTMLElement>(null);
  const picture = () => new Blob([(figure.current && figureToSvg(figure.current)) ?? ''], { type: 'image/svg+xml' });
  const pixels = async () => (await import('./to-png.ts')).toPng(picture());
  const saveSvg = () => saveFile(`${title}.svg`, picture(), 'image/svg+xml');
  const savePng = async () => {
    try {
      saveFile(`${title}.png`, await pixels(), 'image/png');
    } catch {
      setOutcome('failed');
    }
  };
  const copyPng = async () => {
    try {
      // Given as a promise: Safari wants the clipboard asked for within the click itself.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': pixels() })]);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  const saveCsv = () => {
    // The byte order mark makes Excel read UTF-8.
    saveFile(`${title}.csv`, `\uFEFF${tableToCsv(table.columns, table.rows)}`, 'text/csv');
  };
  return (
    <figure
      ref={figure}
      className={styles.frame}
      aria-label={title}
      data-heading={unit ? formats.bracketed(title, unit) : title}
    >
      <div className={styles.head}>
        <figcaption className={styles.title}>
          {title}
          {named && <span className={styles.unit}> {named}</span>}
        </figcaption>
        <div className={styles.actions}>
          {actions}
          <Button variant="plain" icon={asTable ? 'chart' : 'table'} onPress={() => setAsTable(!asTable)}>
            {asTable ? t('chart.showChart') : t('chart.showTable')}
          </Button>
          <Menu
            label={t('chart.save')}
            icon="download"
            iconOnly
            entries={[
              { id: 'copy', label: t('chart.copyPng'), disabled: asTable, onAction: copyPng },
              { id: 'png', label: t('chart.savePng'), disabled: asTable, onAction: savePng },
              { id: 'svg', label: t('chart.saveSvg'), disabled: asTable, onAction: saveSvg },
              { id: 'csv', label: t('chart.saveCsv'), onAction: saveCsv },
            ]}
          />
        </div>
      </div>
      <p role="status" className={outcome ? styles.outcome : 'visually-hidden'}>
        {outcome && t(`chart.${outcome}`)}
      </p>
      {legend.length > 0 && !asTable && (
        <ul className={styles.legend}>
          {legend.map((entry) => (
            <li key={entry.label} data-legend>
              <LegendMark entry={entry} />
              {entry.label}
            </li>
          ))}
        </ul>
      )}
      {asTable ? <DataTable {...table} maxHeight={360} /> : <Drawing height={height}>{children}</Drawing>}
    </figure>
  );
}

const unseenWidth = 640;

function Drawing({ height, children }: Pick<ChartFrameProps<never>, 'height' | 'children'>) {
  const place = useRef<HTMLDivElement>(null);
  const width = useTurn(place, unseenWidth);
  return (
    <div ref={place} style={{ height }}>
      {width !== null && (
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width, height }}>
          {children}
        </ResponsiveContainer>
      )}
    </div>
  );
}

function LegendMark({ entry }: { readonly entry: LegendEntry }) {
  return (
    <svg width="18" height="12" aria-hidden="true">
      {entry.mark === 'area' && <rect width="18" height="12" fill={entry.color} />}
      {entry.mark === 'bands' && (
        <>
          <rect width="18" height="12" fill="var(--forecast-95)" />
          <rect y="2" width="18" height="8" fill="var(--forecast-80)" />
          <rect y="4" width="18" height="4" fill="var(--forecast-50)" />
        </>
      )}
      {entry.mark === 'line' && <path d="M0 6h18" stroke={entry.color} strokeWidth="2" />}
      {entry.mark === 'dash' && <path d="M0 6h18" stroke={entry.color} strokeWidth="1.5" strokeDasharray="3 2" />}
      {entry.mark === 'dot' && <circle cx="9" cy="6" r="4" fill={entry.color} />}
    </svg>
  );
}
