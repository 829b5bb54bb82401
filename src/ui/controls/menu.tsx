import { useRef } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { IconName } from '#ui/feedback/icon.tsx';
import { Button, type ButtonProps, IconButton } from './button.tsx';
import styles from './popover.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly disabled?: boolean;
  readonly onAction: () => void;
}

export interface MenuProps {
  /** Words of the button, or the name of the icon button. */
  readonly label: string;
  readonly icon?: IconName;
  /** Only the icon is shown. */
  readonly iconOnly?: boolean;
  readonly variant?: NonNullable<ButtonProps['variant']>;
  readonly entries: readonly MenuEntry[];
}

interface PointMenuProps {
  readonly label: string;
  /** Point of the viewport at which it opens. */
  readonly at: { readonly x: number; readonly y: number };
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}

/** A few actions at a point of the screen: what a second button or the menu key opens. */
export function PointMenu({ label, at, entries, onClose }: PointMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} aria-hidden="true" style={{ position: 'fixed', left: at.x, top: at.y }} />
      <Popover
        className={styles.popover}
        triggerRef={anchor}
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        placement="bottom start"
      >
        <MenuEntries label={label} entries={entries} onClose={onClose} />
      </Popover>
    </>
  );
}

interface MenuEntriesProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose?: () => void;
}

function MenuEntries({ label, entries, onClose }: MenuEntriesProps) {
  return (
    <AriaMenu className={styles.list} aria-label={label} autoFocus="first" {...(onClose ? { onClose } : {})}>
      {entries.map((entry) => (
        <MenuItem
          key={entry.id}
          id={entry.id}
          textValue={entry.label}
          isDisabled={entry.disabled ?? false}
          onAction={entry.onAction}
          className={styles.item}
        >
          {entry.label}
          {entry.detail ? <span className={styles.detail}>{entry.detail}</span> : null}
        </MenuItem>
      ))}
    </AriaMenu>
  );
}

/** A few actions behind one button. */
export function Menu({ label, icon = 'more', iconOnly = false, variant = 'plain', entries }: MenuProps) {
  return (
    <MenuTrigger>
      {iconOnly ? (
        <IconButton label={label} icon={icon} />
      ) : (
        <Button variant={variant} icon={icon}>
          {label}
        </Button>
      )}
      <Popover className={styles.popover} placement="bottom end" offset={4}>
        <MenuEntries label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}
