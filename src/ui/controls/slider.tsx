import { Slider as AriaSlider, Label, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './slider.module.css';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** When the thumb is released: the time to recompute. */
  readonly onChangeEnd?: (value: number) => void;
  /** The value in words; also what is read aloud. */
  readonly formatValue: (value: number) => string;
  /** Words at the two ends. */
  readonly ends?: readonly [string, string];
  readonly isDisabled?: boolean;
}

/** A number between two ends. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, onChange, onChangeEnd, formatValue, ends, isDisabled = false } = props;
  const share = max > min ? ((value - min) / (max - min)) * 100 : 0;
  return (
    <AriaSlider
      className={styles.slider}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      onChange={onChange}
      {...(onChangeEnd ? { onChangeEnd } : {})}
    >
      <div className={styles.head}>
        <Label className={styles.label}>{label}</Label>
        <output className={styles.value}>{formatValue(value)}</output>
      </div>
      <SliderTrack className={styles.track}>
        <div className={styles.fill} style={{ width: `${share}%` }} />
        <SliderThumb className={styles.thumb} aria-valuetext={formatValue(value)} />
      </SliderTrack>
      {ends ? (
        <div className={styles.ends}>
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      ) : null}
    </AriaSlider>
  );
}
