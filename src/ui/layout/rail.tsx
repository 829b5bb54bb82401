import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Icon, type IconName } from '#ui/feedback/icon.tsx';
import styles from './rail.module.css';
import { StepStateIcon, type StepStatus } from './step-state.tsx';

export interface RailStep<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly icon: IconName;
  readonly status: StepStatus;
  /** The state in words, shown small and read aloud: "running 42 %", "out of date". */
  readonly statusLabel: string;
}

export interface RailProps<Id extends string> {
  readonly label: string;
  readonly brand: ReactNode;
  readonly steps: readonly RailStep<Id>[];
  readonly current: Id;
  readonly onGo: (id: Id) => void;
  /** Language, theme, settings: at the foot of the rail, out of the bottom bar. */
  readonly foot?: ReactNode;
}

/**
 * The steps of the journey with their state: a slim rail on the left; on a phone a bar at the bottom that is swiped
 * sideways where there are more steps than fit, with the present one in sight.
 */
export function Rail<Id extends string>({ label, brand, steps, current, onGo, foot }: RailProps<Id>) {
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    const bar = list.current;
    if (!bar) return;
    const bringIntoSight = (): void => {
      const item = bar.querySelector<HTMLElement>(`[data-step="${current}"]`);
      // Sideways alone: the page stays where it is.
      if (item) bar.scrollLeft = item.offsetLeft - (bar.clientWidth - item.clientWidth) / 2;
    };
    bringIntoSight();
    const observer = new ResizeObserver(bringIntoSight);
    observer.observe(bar);
    return () => observer.disconnect();
  }, [current]);
  return (
    <header className={styles.rail}>
      <div className={styles.brand}>{brand}</div>
      <nav aria-label={label}>
        <ol ref={list} className={styles.steps}>
          {steps.map((step) => (
            <li key={step.id} data-step={step.id}>
              <button
                type="button"
                className={styles.step}
                aria-current={step.id === current ? 'step' : undefined}
                onClick={() => onGo(step.id)}
              >
                <span className={styles.phoneIcon}>
                  <Icon name={step.icon} size={20} />
                </span>
                <span className={styles.stateIcon}>
                  <StepStateIcon status={step.status} />
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>{step.label}</span>
                  <span className={styles.status}>{step.statusLabel}</span>
                </span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {foot ? <div className={styles.foot}>{foot}</div> : null}
    </header>
  );
}
