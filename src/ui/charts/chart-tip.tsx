import styles from './chart.module.css';

export interface TipLine {
  readonly label: string;
  readonly value: string;
}

/** What the hand or the keyboard points at, in figures. */
export function ChartTip({ title, lines }: { readonly title: string; readonly lines: readonly TipLine[] }) {
  return (
    <div className={styles.tip}>
      <p>{title}</p>
      <dl>
        {lines.map((line) => (
          <div key={line.label}>
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
