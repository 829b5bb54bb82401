import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/controls/button.tsx';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  /** What runs, and its stage. */
  readonly label: string;
  /** 0 to 1; null = length unknown. */
  readonly value: number | null;
  /** A figure of the run: "epoch 12 of 40, loss 0.031". */
  readonly detail?: string;
  readonly secondsLeft?: number | null;
  readonly onCancel?: () => void;
}

/** Work in progress: what, how far, how long, and the way to stop it. */
export function ProgressBar({ label, value, detail, secondsLeft, onCancel }: ProgressBarProps) {
  const { t } = useTranslation('common');
  const formats = useFormats();
  const share = value === null ? null : Math.min(1, Math.max(0, value));
  return (
    <div className={styles.row}>
      <AriaProgressBar
        className={styles.progress}
        {...(share === null
          ? { isIndeterminate: true }
          : { value: Math.round(share * 100), valueLabel: formats.percent(share) })}
      >
        <div className={styles.head}>
          <Label className={styles.label}>{label}</Label>
          <span className={styles.figures}>
            {share === null ? null : <span>{formats.percent(share)}</span>}
            {secondsLeft === null || secondsLeft === undefined || !Number.isFinite(secondsLeft) ? null : (
              <span>{t('timeLeft', { time: formats.duration(Math.max(1, secondsLeft)) })}</span>
            )}
          </span>
        </div>
        <div className={styles.track}>
          <div
            className={share === null ? styles.indeterminate : styles.fill}
            style={share === null ? undefined : { transform: `scaleX(${share})` }}
          />
        </div>
        {detail ? <p className={styles.detail}>{detail}</p> : null}
      </AriaProgressBar>
      {/* Beside the bar and not in it: what is inside a progress bar is out of a screen reader's reach. */}
      {onCancel ? (
        <Button variant="plain" icon="stop" onPress={onCancel}>
          {t('cancel')}
        </Button>
      ) : null}
    </div>
  );
}
