import { type ReactNode, useState } from 'react';
import { Disclosure, type DisclosureProps } from './disclosure.tsx';

interface LazyDisclosureProps extends Pick<DisclosureProps, 'title' | 'level'> {
  readonly startsOpen?: boolean;
  readonly children: () => ReactNode;
}

/** A part that is drawn only while it is open: closed charts and lists of hundreds would slow every move down. */
export function LazyDisclosure({ startsOpen = false, children, ...rest }: LazyDisclosureProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <Disclosure {...rest} isExpanded={isOpen} onExpandedChange={setOpen}>
      {isOpen ? children() : null}
    </Disclosure>
  );
}
