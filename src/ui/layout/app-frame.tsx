import type { ReactNode } from 'react';
import styles from './app-frame.module.css';

export interface AppFrameProps {
  /** Words of the link that jumps over the rail. */
  readonly skipLabel: string;
  readonly rail: ReactNode;
  /** Across the top on a phone only: brand and the rail's foot, which the bottom bar has no room for. */
  readonly phoneHead?: ReactNode;
  /** Banners above everything: storage failed, a new version. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

/** The page: rail and one main column of at most 1200 px. */
export function AppFrame({ skipLabel, rail, phoneHead, banner, children }: AppFrameProps) {
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {skipLabel}
      </a>
      <div className={styles.rail}>{rail}</div>
      {phoneHead ? <div className={styles.phoneHead}>{phoneHead}</div> : null}
      <main id="main" tabIndex={-1} className={styles.main}>
        <div className={styles.column}>
          {banner ? <div className={styles.banner}>{banner}</div> : null}
          {children}
        </div>
      </main>
    </div>
  );
}
