import styles from './tick-box.module.css';

interface TickBoxProps {
  /** What is ticked, for screen readers and on hover. */
  readonly label: string;
  readonly isTicked: boolean;
  readonly onChange: (isTicked: boolean) => void;
  readonly isDisabled?: boolean;
  /** Of what it stands for, e.g. a line of a chart. */
  readonly color?: string;
}

/** One of several; in a row that is selected by a press it takes the press for itself. */
export function TickBox({ label, isTicked, onChange, isDisabled = false, color }: TickBoxProps) {
  return (
    <input
      type="checkbox"
      className={styles.box}
      aria-label={label}
      title={label}
      checked={isTicked}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.checked)}
      onClick={(event) => event.stopPropagation()}
      {...(color === undefined ? {} : { style: { accentColor: color } })}
    />
  );
}
