import type { ReactNode } from 'react';
import styles from './step-header.module.css';

export interface StepHeaderProps {
  readonly title: string;
  /** What this step is for, one line. */
  readonly purpose?: ReactNode;
  readonly actions?: ReactNode;
}

/** Title line of a step; the finding follows it. */
export function StepHeader({ title, purpose, actions }: StepHeaderProps) {
  return (
    <header className={styles.header}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        {purpose ? <p className={styles.purpose}>{purpose}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  );
}

export interface EmptyStateProps {
  readonly title: string;
  /** What is missing and what it would give. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <h2 className={styles.emptyTitle}>{title}</h2>
      {children ? <div className={styles.emptyWords}>{children}</div> : null}
      {action ? <div>{action}</div> : null}
    </div>
  );
}

/** A screen: header, finding and panels under each other, 32 px apart. */
export function Screen({ children }: { readonly children: ReactNode }) {
  return <div className={styles.screen}>{children}</div>;
}
