import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import styles from './chart-frame.module.css';

/** One entry of a legend; the mark is drawn in the colour that the chart uses. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  readonly mark: 'line' | 'dash' | 'area' | 'dot';
}

interface ChartFrameProps<Row> {
  readonly title: ReactNode;
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

export function ChartFrame<Row>({ title, unit, legend = [], actions, table, children }: ChartFrameProps<Row>) {
  const { t } = useTranslation('common');
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={styles.frame}>
      <div className={styles.head}>
        <figcaption className={styles.title}>
          {title}
          {unit && <span className={styles.unit}> {unit}</span>}
        </figcaption>
        <div className={styles.actions}>
          {actions}
          <Button variant="plain" onPress={() => setAsTable(!asTable)}>
            {asTable ? t('chart.showChart') : t('chart.showTable')}
          </Button>
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
      {asTable ? <DataTable {...table} maxHeight={360} /> : children}
    </figure>
  );
}

function LegendMark({ entry }: { readonly entry: LegendEntry }) {
  return (
    <svg width="18" height="10" aria-hidden="true">
      {entry.mark === 'area' && <rect width="18" height="10" fill={entry.color} />}
      {entry.mark === 'line' && <path d="M0 5h18" stroke={entry.color} strokeWidth="2" />}
      {entry.mark === 'dash' && <path d="M0 5h18" stroke={entry.color} strokeWidth="1.5" strokeDasharray="3 2" />}
      {entry.mark === 'dot' && <circle cx="9" cy="5" r="4" fill={entry.color} />}
    </svg>
  );
}
