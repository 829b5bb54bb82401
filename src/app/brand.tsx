import { useTranslation } from 'react-i18next';
import { useOfflineStore } from '#state/runtime/offline-store.ts';
import styles from './brand.module.css';

/** The name, its mark (a launch and the demand after it) and under it the promise, and whether the page needs a network. */
export function Brand() {
  const { t } = useTranslation('shell');
  const offline = useOfflineStore((state) => state.offline.status);
  return (
    <span className={styles.brand}>
      <svg className={styles.mark} width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M3 20V3M3 20h18" className={styles.axis} />
        <path d="M6.5 18c2.6 0 2.8-10.5 6-10.5S16 15 20.5 16" className={styles.curve} />
        <circle cx="6.5" cy="18" r="2.6" className={styles.launch} />
      </svg>
      <span>
        {t('name')}
        <span className={styles.promise}>{t('privacy')}</span>
        {offline === 'ready' || offline === 'carried' ? (
          <span className={styles.promise}>{t('offline.brief')}</span>
        ) : null}
      </span>
    </span>
  );
}
