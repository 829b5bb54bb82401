import { StepStateIcon, type StepStatus } from './step-state.tsx';
import styles from './view-tabs.module.css';

export interface ViewTab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Null: nothing that needs attention. */
  readonly status: StepStatus | null;
  /** The state in words. */
  readonly statusLabel: string;
}

interface ViewTabsProps<Id extends string> {
  readonly label: string;
  readonly views: readonly ViewTab<Id>[];
  readonly current: Id;
  readonly onGo: (id: Id) => void;
}

/** The views of one place, above what they show. */
export function ViewTabs<Id extends string>({ label, views, current, onGo }: ViewTabsProps<Id>) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {views.map(({ id, label: name, status, statusLabel }) => (
        <button
          key={id}
          type="button"
          className={styles.tab}
          data-step={id}
          aria-current={id === current ? 'step' : undefined}
          onClick={() => onGo(id)}
        >
          {status ? <StepStateIcon status={status} /> : null}
          {name}
          {status ? <span className={styles.status}>{statusLabel}</span> : null}
        </button>
      ))}
    </nav>
  );
}
