import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Icon, type IconName } from '#ui/feedback/icon.tsx';
import styles from './rail.module.css';
import { StepStateIcon, type StepStatus } from './step-state.tsx';

export interface RailPlace<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly icon: IconName;
  /** Null: nothing that needs attention. */
  readonly status: StepStatus | null;
  /** The state in words, shown small and read aloud: "running 42 %", "out of date". */
  readonly statusLabel: string;
  /** States of its views, for whoever reads the page by program: "report:done monitor:ready". */
  readonly states: string;
}

export interface RailProps<Id extends string> {
  readonly label: string;
  readonly brand: ReactNode;
  readonly places: readonly RailPlace<Id>[];
  readonly current: Id;
  readonly onGo: (id: Id) => void;
  /** Language, theme, settings: at the foot of the rail, out of the bottom bar. */
  readonly foot?: ReactNode;
}

/**
 * The places with what needs attention in them: a slim rail on the left; on a phone a bar at the bottom that is swiped
 * sideways where there are more steps than fit, with the present one in sight.
 */
export function Rail<Id extends string>({ label, brand, places, current, onGo, foot }: RailProps<Id>) {
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    const bar = list.current;
    if (!bar) return;
    const bringIntoSight = (): void => {
      const item = bar.querySelector<HTMLElement>(`[data-place="${current}"]`);
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
          {places.map((place) => (
            <li key={place.id} data-place={place.id} data-states={place.states}>
              <button
                type="button"
                className={styles.step}
                aria-current={place.id === current ? 'step' : undefined}
                onClick={() => onGo(place.id)}
              >
                <span className={styles.icon}>
                  <Icon name={place.icon} size={20} />
                </span>
                {place.status ? (
                  <span className={styles.stateIcon}>
                    <StepStateIcon status={place.status} />
                  </span>
                ) : null}
                <span className={styles.words}>
                  <span className={styles.name}>{place.label}</span>
                  {place.status ? <span className={styles.status}>{place.statusLabel}</span> : null}
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
