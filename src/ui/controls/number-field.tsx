import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import styles from './field.module.css';

export interface NumberFieldProps extends Omit<AriaNumberFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly labelHidden?: boolean;
  /** Shown behind the number: "weeks", "¥". */
  readonly unit?: string;
  readonly help?: string;
  readonly error?: string | undefined;
}

/** A number typed or stepped; right-aligned with its unit. Emits NaN when emptied. */
export function NumberField({ label, labelHidden, unit, help, error, ...rest }: NumberFieldProps) {
  return (
    <AriaNumberField
      {...rest}
      {...(labelHidden ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined}
      className={styles.field}
    >
      {labelHidden ? null : <Label className={styles.label}>{label}</Label>}
      <Group className={styles.box}>
        <Button slot="decrement" className={styles.stepper}>
          −
        </Button>
        <Input className={`${styles.input} ${styles.number}`} />
        {unit ? <span className={styles.unit}>{unit}</span> : null}
        <Button slot="increment" className={styles.stepper}>
          +
        </Button>
      </Group>
      {help ? (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      ) : null}
      <FieldError className={styles.error}>{error}</FieldError>
    </AriaNumberField>
  );
}
