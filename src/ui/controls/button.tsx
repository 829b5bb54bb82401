import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Icon, type IconName } from '#ui/feedback/icon.tsx';
import { Tooltip } from '#ui/feedback/tooltip.tsx';
import styles from './button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `primary`: the one thing to do here; `quiet` (default): an outline; `plain`: words only; `danger`: undoes work. */
  readonly variant?: 'primary' | 'quiet' | 'plain' | 'danger';
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A verb that does something. */
export function Button({ variant = 'quiet', icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`${styles.button} ${styles[variant]}`}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** Name and tooltip. */
  readonly label: string;
  readonly icon: IconName;
}

/** A button known by its drawing alone; its name shows on hover and focus. */
export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton {...rest} aria-label={label} className={`${styles.button} ${styles.plain} ${styles.square}`}>
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}

export interface PinButtonProps {
  /** Pinned: stays where it is seen. */
  readonly label: string;
  readonly isPinned: boolean;
  readonly onToggle: () => void;
}

/** Keeps a row in sight, or lets it go; in a row that is selected by a press it takes the press for itself. */
export function PinButton({ label, isPinned, onToggle }: PinButtonProps) {
  return (
    <button
      type="button"
      className={`${styles.pin} ${isPinned ? styles.pinned : ''}`}
      title={label}
      aria-label={label}
      aria-pressed={isPinned}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name="pin" />
    </button>
  );
}
