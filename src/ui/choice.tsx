import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, Switch as AriaSwitch } from 'react-aria-components';
import styles from './choice.module.css';
import { Icon } from './icon.tsx';

export interface ChoiceProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly isIndeterminate?: boolean;
}

/** Part of a list of things that may be taken or left. */
export function Checkbox({ children, ...rest }: ChoiceProps) {
  return (
    <AriaCheckbox {...rest} className={styles.choice}>
      <span className={styles.box}>
        {rest.isIndeterminate ? <i className={styles.dash} /> : <Icon name="check" size={12} />}
      </span>
      {children}
    </AriaCheckbox>
  );
}

/** On or off, at once. */
export function Switch({ children, isSelected, onChange, isDisabled = false }: Omit<ChoiceProps, 'isIndeterminate'>) {
  return (
    <AriaSwitch isSelected={isSelected} onChange={onChange} isDisabled={isDisabled} className={styles.choice}>
      <span className={styles.switch} />
      {children}
    </AriaSwitch>
  );
}
