import type { ReactNode } from 'react';
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from '#ui/feedback/icon.tsx';
import styles from './disclosure.module.css';

export interface DisclosureProps {
  /** "How do we know?" and the like. */
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Level of its heading: one below that of the part it stands in (3 within a panel). */
  readonly level?: number;
  readonly defaultExpanded?: boolean;
  readonly isExpanded?: boolean;
  readonly onExpandedChange?: (expanded: boolean) => void;
}

/** The proof, in place, for those who ask. */
export function Disclosure({ title, children, level = 3, ...rest }: DisclosureProps) {
  return (
    <AriaDisclosure {...rest} className={styles.disclosure}>
      <Heading level={level} className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <Icon name="chevron" />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel}>
        <div className={styles.content}>{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  );
}
