import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, Button, TooltipTrigger } from 'react-aria-components';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: ReactNode;
  /** One focusable element of react-aria (a button, a link). */
  readonly children: ReactElement;
}

/** A word more on hover and focus; never the only place of something needed. */
export function Tooltip({ text, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={350} closeDelay={80}>
      {children}
      <AriaTooltip className={styles.tooltip} offset={6}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

export interface GlossProps {
  /** One line in plain words. */
  readonly explanation: string;
  readonly children: ReactNode;
}

/** A term of the trade or of statistics with its explanation on hover, focus and tap. */
export function Gloss({ explanation, children }: GlossProps) {
  return (
    <TooltipTrigger delay={150} closeDelay={80}>
      <Button className={styles.gloss}>{children}</Button>
      <AriaTooltip className={styles.tooltip} offset={6}>
        {explanation}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
