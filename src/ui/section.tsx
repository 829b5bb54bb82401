import type { ReactNode } from 'react';
import styles from './section.module.css';

/** Opens a screen with what was found, in a sentence a manager would say. */
export function Finding({ children, note }: { readonly children: ReactNode; readonly note?: ReactNode }) {
  return (
    <header className={styles.finding}>
      <h1>{children}</h1>
      {note && <p className={styles.note}>{note}</p>}
    </header>
  );
}

interface SectionProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, note, actions, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <div>
          <h2>{title}</h2>
          {note && <p className={styles.note}>{note}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** Figures side by side. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.stats}>{children}</dl>;
}

interface StatProps {
  readonly label: ReactNode;
  /** With its unit. */
  readonly value: ReactNode;
  /** Range or source. */
  readonly note?: ReactNode;
}

export function Stat({ label, value, note }: StatProps) {
  return (
    <div className={styles.stat}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {note && <dd className={styles.statNote}>{note}</dd>}
    </div>
  );
}

/** What is missing for this screen and where to get it. */
export function EmptyState({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}
