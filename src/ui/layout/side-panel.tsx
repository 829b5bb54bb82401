import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#ui/controls/button.tsx';
import styles from './side-panel.module.css';

export interface SidePanelProps {
  readonly title: string;
  /** One line under the title. */
  readonly detail?: ReactNode;
  /** Which of how many, beside the arrows. */
  readonly place?: string;
  /** The one before and the one behind in the list that it stands beside; null: there is none. */
  readonly onPrevious?: (() => void) | null;
  readonly onNext?: (() => void) | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its foot, always in sight. */
  readonly actions?: ReactNode;
}

/**
 * What was picked in a list, beside the list: it stays while one walks through the list by its arrows or by the keys up and
 * down, and is a sheet at the foot on a phone. Escape closes it.
 */
export function SidePanel({ title, detail, place, onPrevious, onNext, onClose, children, actions }: SidePanelProps) {
  const { t } = useTranslation('common');
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  // Another one begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the title says which one it is
  useEffect(() => {
    // A browser may answer a scroll with a promise, which is no way to clean up.
    if (body.current) body.current.scrollTop = 0;
  }, [title]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if ((event.target as Element).closest('input, select, textarea, [role="slider"], [role="radio"]')) return;
    else if (event.key === 'ArrowDown') onNext?.();
    else if (event.key === 'ArrowUp') onPrevious?.();
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.panel} aria-labelledby={id} data-side-panel="" onKeyDown={onKeyDown}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {detail ? <p className={styles.detail}>{detail}</p> : null}
        </div>
        <div className={styles.walk}>
          {place ? <span className={styles.place}>{place}</span> : null}
          {onPrevious === undefined ? null : (
            <IconButton
              label={t('previous')}
              icon="up"
              isDisabled={onPrevious === null}
              onPress={() => onPrevious?.()}
            />
          )}
          {onNext === undefined ? null : (
            <IconButton label={t('next')} icon="down" isDisabled={onNext === null} onPress={() => onNext?.()} />
          )}
          <IconButton label={t('close')} icon="close" onPress={onClose} />
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset holds fields, this holds what was picked */}
      <div ref={body} className={styles.body} tabIndex={0} role="group" aria-labelledby={id}>
        {children}
      </div>
      {actions ? <footer className={styles.actions}>{actions}</footer> : null}
    </section>
  );
}
