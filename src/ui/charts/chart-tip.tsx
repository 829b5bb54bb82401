import styles from './chart.module.css';

export interface TipLine {
  readonly label: string;
  readonly value: string;
}

/** The figures at the pointer or the keyboard's cursor. */
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
