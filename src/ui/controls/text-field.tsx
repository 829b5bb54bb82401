import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import { Icon, type IconName } from '#ui/feedback/icon.tsx';
import styles from './field.module.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** The label is read aloud only, e.g. for a search box beside its table. */
  readonly labelHidden?: boolean;
  readonly help?: string;
  /** Words of what is wrong; makes the field invalid. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly icon?: IconName;
}

/** One line of text. */
export function TextField({ label, labelHidden, help, error, placeholder, icon, ...rest }: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      {...(labelHidden ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined}
      className={styles.field}
    >
      {labelHidden ? null : <Label className={styles.label}>{label}</Label>}
      <Group className={styles.box} isInvalid={error !== undefined}>
        {icon ? <Icon name={icon} /> : null}
        <Input className={styles.input} {...(placeholder === undefined ? {} : { placeholder })} />
      </Group>
      {help ? (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      ) : null}
      <FieldError className={styles.error}>{error}</FieldError>
    </AriaTextField>
  );
}
