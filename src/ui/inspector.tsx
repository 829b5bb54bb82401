import { type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import styles from './inspector.module.css';

export interface InspectorProps {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The thing selected, in full. Escape closes it; beside the main column when wide, a sheet from below when narrow. */
export function Inspector({ title, detail, onClose, children }: InspectorProps) {
  const { t } = useTranslation('common');
  const id = useId();
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <aside className={styles.inspector} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {detail ? <p className={styles.detail}>{detail}</p> : null}
        </div>
        <IconButton label={t('close')} icon="close" onPress={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}

export interface FactProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
}

/** A line of the inspector: name left, value right. */
export function Fact({ label, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}
