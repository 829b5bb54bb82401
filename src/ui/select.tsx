import {
  Select as AriaSelect,
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import field from './field.module.css';
import { Icon } from './icon.tsx';
import styles from './popover.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Small, right: a figure, a hint. */
  readonly detail?: string;
  readonly disabled?: boolean;
  /** Options of the same group follow each other under its heading. */
  readonly group?: string;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly help?: string;
  readonly options: readonly SelectOption<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
}

/** One of some; typing jumps to an option. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelHidden, help, options, value, onChange, placeholder, isDisabled = false } = props;
  const groups = [...new Set(options.map((option) => option.group ?? ''))];
  return (
    <AriaSelect
      className={field.field}
      value={value}
      onChange={(key) => onChange(key as Value)}
      isDisabled={isDisabled}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {labelHidden ? null : <Label className={field.label}>{label}</Label>}
      <Button className={styles.trigger}>
        <SelectValue className={styles.value} />
        <Icon name="down" />
      </Button>
      {help ? (
        <Text slot="description" className={field.help}>
          {help}
        </Text>
      ) : null}
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list}>
          {groups.map((group) =>
            group === '' ? (
              options.filter((option) => option.group === undefined).map(renderOption)
            ) : (
              <ListBoxSection key={group} id={`group ${group}`}>
                <Header className={styles.section}>{group}</Header>
                {options.filter((option) => option.group === group).map(renderOption)}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

function renderOption(option: SelectOption<string>) {
  return (
    <ListBoxItem
      key={option.value}
      id={option.value}
      textValue={option.label}
      isDisabled={option.disabled ?? false}
      className={styles.item}
    >
      <Text slot="label">{option.label}</Text>
      {option.detail ? (
        <span className={styles.detail} data-detail="">
          {option.detail}
        </span>
      ) : null}
    </ListBoxItem>
  );
}
