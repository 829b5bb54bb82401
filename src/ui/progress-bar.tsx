import type { ReactNode } from 'react';
import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import styles from './progress-bar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; NaN = not known yet. */
  readonly share: number;
  /** What is left, in words. */
  readonly note?: string | undefined;
  /** Cancel button. */
  readonly action?: ReactNode;
}

export function ProgressBar({ label, share, note, action }: ProgressBarProps) {
  const known = Number.isFinite(share);
  return (
    <div className={styles.row}>
      <AriaProgressBar className={styles.bar} {...(known ? { value: share * 100 } : { isIndeterminate: true })}>
        {({ percentage, valueText }) => (
          <>
            <div className={styles.head}>
              <Label>{label}</Label>
              <span>
                {known ? valueText : ''}
                {note ? ` · ${note}` : ''}
              </span>
            </div>
            <svg className={styles.track} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect width="100" height="4" className={styles.empty} />
              <rect
                width={known ? (percentage ?? 0) : 100}
                height="4"
                className={known ? styles.fill : styles.unknown}
              />
            </svg>
          </>
        )}
      </AriaProgressBar>
      {action}
    </div>
  );
}
