import { type ReactNode, useState } from 'react';
import { Disclosure } from '#ui/disclosure.tsx';

interface LazyDisclosureProps {
  readonly title: string;
  readonly startsOpen?: boolean;
  readonly children: () => ReactNode;
}

/** A part that is drawn only while it is open: hundreds of candidates in closed lists would slow every move down. */
export function LazyDisclosure({ title, startsOpen = false, children }: LazyDisclosureProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <Disclosure title={title} isExpanded={isOpen} onExpandedChange={setOpen}>
      {isOpen ? children() : null}
    </Disclosure>
  );
}
