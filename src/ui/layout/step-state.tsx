import styles from './step-state.module.css';

/** State of a step as the rail shows it. `share` 0 to 1 while running, null = unknown. */
export type StepStatus =
  | { readonly kind: 'empty' | 'ready' | 'done' | 'stale' | 'failed' }
  | { readonly kind: 'running'; readonly share: number | null };

/** A small ring: hollow dashed = empty, hollow = ready, a filling arc = running, tick = done, half = stale, bang = failed. */
export function StepStateIcon({ status }: { readonly status: StepStatus }) {
  const length = 2 * Math.PI * 5.25;
  const share = status.kind === 'running' ? (status.share ?? 0.25) : 1;
  return (
    <svg
      className={`${styles.state} ${styles[status.kind]}`}
      viewBox="0 0 16 16"
      width={16}
      height={16}
      aria-hidden="true"
    >
      <circle cx={8} cy={8} r={5.25} className={styles.ring} />
      {status.kind === 'running' ? (
        <circle
          cx={8}
          cy={8}
          r={5.25}
          className={styles.arc}
          strokeDasharray={`${share * length} ${length}`}
          transform="rotate(-90 8 8)"
        />
      ) : null}
      {status.kind === 'done' ? <path d="M5.4 8.3l1.8 1.8 3.5-3.9" className={styles.mark} /> : null}
      {status.kind === 'stale' ? <path d="M8 2.75a5.25 5.25 0 010 10.5z" className={styles.half} /> : null}
      {status.kind === 'failed' ? <path d="M8 5.2v3.4M8 10.8v.01" className={styles.mark} /> : null}
    </svg>
  );
}
