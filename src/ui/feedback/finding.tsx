import type { ReactNode } from 'react';
import styles from './finding.module.css';

export interface FindingProps {
  /** What was found, in one sentence that a manager would say. */
  readonly children: ReactNode;
  /** What the sentence rests on, smaller. */
  readonly basis?: ReactNode;
}

/** The sentence that opens a screen; announced when it changes. */
export function Finding({ children, basis }: FindingProps) {
  return (
    <div className={styles.finding} aria-live="polite">
      <p className={styles.sentence}>{children}</p>
      {basis ? <p className={styles.basis}>{basis}</p> : null}
    </div>
  );
}

export interface StatProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly unit?: string;
  /** Range, comparison, source. */
  readonly detail?: ReactNode;
  /** Marks a figure that belongs to a launch or to a forecast. */
  readonly tone?: 'launch' | 'forecast';
}

/** One figure with its unit and its interval. Put several into {@link Stats}. */
export function Stat({ label, value, unit, detail, tone }: StatProps) {
  return (
    <div className={styles.stat}>
      <dt className={styles.label}>{label}</dt>
      <dd>
        <span className={`${styles.value} ${tone ? styles[tone] : ''}`}>
          {value}
          {unit ? <small className={styles.unit}> {unit}</small> : null}
        </span>
        {detail ? <span className={styles.range}>{detail}</span> : null}
      </dd>
    </div>
  );
}

/** A row of figures. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.stats}>{children}</dl>;
}
