import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';

const width = 320;
const height = 96;
/** Room at the sides for half of a price's words, below the curve for the strip of prices seen, and below that for words. */
const side = 26;
const strip = 6;
const foot = 30;

interface PriceCurveProps {
  /** Launch prices with what the plan earns more than at the lowest of them. Two or more, ascending. */
  readonly points: readonly { readonly price: number; readonly gain: number }[];
  readonly now: number;
  readonly own: number;
  /** Prices that this category was sold at. */
  readonly seen: { readonly from: number; readonly to: number };
  readonly currency: string;
}

/** What the plan earns at each launch price: how flat the best one lies; below it the prices ever seen. */
export function PriceCurve({ points, now, own, seen, currency }: PriceCurveProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const price = (value: number): string => formats.price(value, currency);
  const here = points.find((point) => point.price === now) ?? points[0];
  const gains = points.map(({ gain }) => gain);
  const [lowest, highest] = [Math.min(...gains), Math.max(...gains)];
  const [low, high] = [Math.min(seen.from, points[0].price), Math.max(seen.to, points[points.length - 1].price)];
  const x = (value: number): number => side + ((value - low) / (high - low)) * (width - 2 * side);
  const y = (gain: number): number => 6 + ((highest - gain) / (highest - lowest || 1)) * (height - foot - 12);
  const words = points.map((point) =>
    formats.labelled(
      price(point.price),
      point === here
        ? t('offer.now')
        : formats.signed(point.gain - here.gain, (size) => formats.shortMoney(size, currency)),
    ),
  );
  const under = height - foot + 4;
  return (
    <figure style={{ margin: 0 }}>
      <figcaption className={styles.muted}>{t('offer.curve')}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} className={styles.strip} role="img" aria-label={formats.parts(words)}>
        <polyline
          points={points.map(({ price: at, gain }) => `${x(at)},${y(gain)}`).join(' ')}
          className={styles.curve}
        />
        <rect
          x={x(seen.from)}
          y={under}
          width={x(seen.to) - x(seen.from)}
          height={strip}
          className={styles.stripWindow}
        >
          <title>{t('offer.seen', { from: price(seen.from), to: price(seen.to) })}</title>
        </rect>
        <line x1={x(own)} x2={x(own)} y1={under - 2} y2={under + strip + 2} className={styles.curveOwn}>
          <title>{t('offer.own')}</title>
        </line>
        {points.map((point, i) => (
          <circle
            key={point.price}
            cx={x(point.price)}
            cy={y(point.gain)}
            r={point === here ? 5 : 3}
            className={point === here ? styles.stripHere : styles.stripBar}
          >
            <title>{words[i]}</title>
          </circle>
        ))}
        {[seen.from, here.price, seen.to].map((value, i) =>
          i !== 1 && Math.abs(x(value) - x(here.price)) < 2 * side ? null : (
            <text key={value} x={x(value)} y={height - 4} textAnchor="middle" className={styles.stripText}>
              {price(value)}
            </text>
          ),
        )}
      </svg>
    </figure>
  );
}
