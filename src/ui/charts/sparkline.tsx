import styles from './chart.module.css';

interface SparklineProps {
  /** In order; NaN where nothing is known. */
  readonly values: Float64Array;
  readonly width?: number;
  readonly height?: number;
}

/** A curve as small as a word, from zero to its own highest value; beside figures that say the same in words. */
export function Sparkline({ values, width = 96, height = 20 }: SparklineProps) {
  const highest = Math.max(0, ...values.filter((value) => !Number.isNaN(value)));
  if (!(highest > 0) || values.length < 2) return null;
  const step = width / (values.length - 1);
  let path = '';
  let isDrawing = false;
  values.forEach((value, at) => {
    if (Number.isNaN(value)) {
      isDrawing = false;
      return;
    }
    const y = height - 1 - (height - 2) * Math.max(0, value / highest);
    path += `${isDrawing ? 'L' : 'M'}${tenth(at * step)} ${tenth(y)}`;
    isDrawing = true;
  });
  return (
    <svg className={styles.sparkline} width={width} height={height} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** Quicker than `toFixed`, of which a table of groups would need tens of thousands. */
const tenth = (value: number): number => Math.round(10 * value) / 10;
