import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Menu } from '#ui/menu.tsx';
import styles from './chart-frame.module.css';
import { chartToSvg, saveFile, toCsv } from './charts/save-chart.ts';

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
  readonly legend?: readonly LegendEntry[];
  readonly actions?: ReactNode;
  /** The same figures as a table: beside every chart, for whoever cannot or will not read curves. */
  readonly table: {
    readonly caption: string;
    readonly columns: readonly Column<Row>[];
    readonly rows: readonly Row[];
    readonly rowKey: (row: Row) => string;
  };
  readonly children: ReactNode;
}

/** A chart with its title, unit, legend, its figures as a table, and both to take away. */
export function ChartFrame<Row>({ title, unit, legend = [], actions, table, children }: ChartFrameProps<Row>) {
  const { t } = useTranslation('common');
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const saveSvg = () => {
    const chart = body.current?.querySelector<SVGSVGElement>('svg[role="application"]');
    if (chart) saveFile(`${title}.svg`, chartToSvg(chart), 'image/svg+xml');
  };
  const saveCsv = () => {
    const { columns, rows } = table;
    const head = columns.map((column) => (typeof column.header === 'string' ? column.header : column.id));
    const lines = rows.map((row) => columns.map((column) => csvValue(column, row)));
    // The byte order mark makes Excel read UTF-8.
    saveFile(`${title}.csv`, `\uFEFF${toCsv([head, ...lines])}`, 'text/csv');
  };
  return (
    <figure className={styles.frame} aria-label={title}>
      <div className={styles.head}>
        <figcaption className={styles.title}>
          {title}
          {unit && <span className={styles.unit}> {unit}</span>}
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
              { id: 'csv', label: t('chart.saveCsv'), onAction: saveCsv },
              { id: 'svg', label: t('chart.saveSvg'), disabled: asTable, onAction: saveSvg },
            ]}
          />
        </div>
      </div>
      {legend.length > 0 && !asTable && (
        <ul className={styles.legend}>
          {legend.map((entry) => (
            <li key={entry.label}>
              <LegendMark entry={entry} />
              {entry.label}
            </li>
          ))}
        </ul>
      )}
      <div ref={body}>{asTable ? <DataTable {...table} maxHeight={360} /> : children}</div>
    </figure>
  );
}

function csvValue<Row>(column: Column<Row>, row: Row): string | number {
  if (column.raw) return column.raw(row);
  const cell = column.cell(row);
  return typeof cell === 'string' || typeof cell === 'number' ? cell : '';
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
