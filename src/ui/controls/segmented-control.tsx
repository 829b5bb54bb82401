import { Label, Radio, RadioGroup } from 'react-aria-components';
import field from './field.module.css';
import styles from './segmented-control.module.css';

export interface SegmentedControlProps<Value extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Two to five ways to look at the same thing. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, labelHidden, options, value, onChange } = props;
  return (
    <RadioGroup
      className={field.field}
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      orientation="horizontal"
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {labelHidden ? null : <Label className={field.label}>{label}</Label>}
      <div className={styles.bar}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.disabled ?? false}
            className={styles.segment}
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
