import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#ui/controls/button.tsx';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'error' | 'good';
  /** What happened. */
  readonly title: ReactNode;
  /** Where: file, line, column, product. */
  readonly where?: ReactNode;
  /** What to do. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

/** Trouble in words: what happened, where, what to do. Errors are announced at once. */
export function Notice({ tone, title, where, children, action, onDismiss }: NoticeProps) {
  const { t } = useTranslation('common');
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon name={tone === 'good' ? 'check' : tone} size={18} />
      <div className={styles.words}>
        <p className={styles.title}>
          <span className="visually-hidden">{t(`tone.${tone}`)} </span>
          {title}
        </p>
        {where ? <p className={styles.where}>{where}</p> : null}
        {children ? <div>{children}</div> : null}
        {action ? <div className={styles.actions}>{action}</div> : null}
      </div>
      {onDismiss ? <IconButton label={t('dismiss')} icon="close" onPress={onDismiss} /> : null}
    </div>
  );
}
