import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './panel.module.css';

export interface PanelProps {
  readonly title: ReactNode;
  /** One line under the title. */
  readonly detail?: ReactNode;
  /** Controls, right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a screen, set apart by space and one line, not by a card. */
export function Panel({ title, detail, actions, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {detail ? <p className={styles.detail}>{detail}</p> : null}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}

/** Things side by side while there is room: at least `minimum` pixels each. */
export function Columns({ minimum = 280, children }: { readonly minimum?: number; readonly children: ReactNode }) {
  return (
    <div
      className={styles.columns}
      style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(${minimum}px, 100%), 1fr))` }}
    >
      {children}
    </div>
  );
}

/** Controls in a row that wraps, aligned at their foot. */
export function Toolbar({ children }: { readonly children: ReactNode }) {
  return <div className={styles.toolbar}>{children}</div>;
}

/** A few buttons in the cell of a table, on its line. */
export function RowActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles['row-actions']}>{children}</div>;
}

/** Things under each other, 16 px apart. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
