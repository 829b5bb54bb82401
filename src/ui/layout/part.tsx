import { type ReactNode, useState } from 'react';
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from '#ui/feedback/icon.tsx';
import styles from './part.module.css';

interface PartProps {
  readonly title: string;
  /** What it holds, beside the title while it is folded in. */
  readonly detail?: string;
  readonly startsOpen?: boolean;
  readonly children: () => ReactNode;
}

/** A part of a screen that is folded in until it is wanted: what is not decided on it, and how it was worked out. */
export function Part({ title, detail, startsOpen = false, children }: PartProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <AriaDisclosure className={styles.part} isExpanded={isOpen} onExpandedChange={setOpen} data-part="">
      <Heading level={2} className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <Icon name="chevron" />
          <span className={styles.words}>
            <span className={styles.title}>{title}</span>
            {detail && !isOpen ? <span className={styles.detail}>{detail}</span> : null}
          </span>
        </Button>
      </Heading>
      <DisclosurePanel>{isOpen ? <div className={styles.content}>{children()}</div> : null}</DisclosurePanel>
    </AriaDisclosure>
  );
}

/** Parts under each other, a line between. */
export function Parts({ children }: { readonly children: ReactNode }) {
  return <div className={styles.parts}>{children}</div>;
}
