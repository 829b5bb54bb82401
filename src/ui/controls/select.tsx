import { memo, useCallback, useLayoutEffect, useRef } from 'react';
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
import { Icon } from '#ui/feedback/icon.tsx';
import field from './field.module.css';
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
export function Select<Value extends string>({ onChange, ...props }: SelectProps<Value>) {
  const last = useRef(onChange);
  useLayoutEffect(() => {
    last.current = onChange;
  });
  const choose = useCallback((value: string) => last.current(value as Value), []);
  return <Chooser {...props} onChange={choose} />;
}

/**
 * React Aria draws a select, its options included, twice over: several times the price of what surrounds it. A screen that
 * is drawn anew leaves it alone as long as it says the same.
 */
const Chooser = memo(function Chooser(props: SelectProps<string>) {
  const { label, labelHidden, help, options, value, onChange, placeholder, isDisabled = false } = props;
  const groups = [...new Set(options.map((option) => option.group ?? ''))];
  return (
    <AriaSelect
      className={field.field}
      value={value}
      onChange={(key) => onChange(String(key))}
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
}, isSame);

function isSame(
  { options, ...before }: SelectProps<string>,
  { options: present, ...now }: SelectProps<string>,
): boolean {
  const isEqual = <Props extends object>(one: Props, other: Props): boolean => {
    const names = Object.keys(one) as (keyof Props)[];
    return names.length === Object.keys(other).length && names.every((name) => Object.is(one[name], other[name]));
  };
  return (
    isEqual(before, now) &&
    options.length === present.length &&
    options.every((option, at) => isEqual(option, present[at]!))
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
