import type { ReactNode } from 'react';
import styles from './notice.module.css';

interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'error' | 'good';
  /** What happened and where. */
  readonly title: ReactNode;
  /** What to do. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

const marks = { info: 'i', warning: '!', error: '×', good: '✓' } as const;

export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'error' ? 'alert' : 'status'}>
      <span className={styles.mark} aria-hidden="true">
        {marks[tone]}
      </span>
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {action}
    </div>
  );
}
