import type { ReactNode } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './drop-area.module.css';

export interface DropAreaProps {
  /** Read aloud for keyboard users: what can be dropped or pasted here. */
  readonly label: string;
  /** Words of the button that opens the file chooser. */
  readonly buttonLabel: string;
  readonly accept: readonly string[];
  readonly onFiles: (files: File[]) => void;
  /** Folders are taken apart by the caller's `onFiles`: only their files arrive. */
  readonly children?: ReactNode;
  /** One line high, for a page that already has data. */
  readonly compact?: boolean;
  readonly primary?: boolean;
}

/** Takes files dropped, pasted or chosen, any number at once. */
export function DropArea(props: DropAreaProps) {
  const { label, buttonLabel, accept, onFiles, children, compact = false, primary = true } = props;
  return (
    <DropZone
      aria-label={label}
      className={`${styles.area} ${compact ? styles.compact : ''}`}
      getDropOperation={() => 'copy'}
      onDrop={(event) => {
        const files = event.items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []));
        if (files.length > 0) void Promise.all(files).then(onFiles);
      }}
    >
      {children}
      <FileTrigger
        allowsMultiple
        acceptedFileTypes={[...accept]}
        onSelect={(list) => (list && list.length > 0 ? onFiles([...list]) : undefined)}
      >
        <Button variant={primary ? 'primary' : 'quiet'} icon="upload">
          {buttonLabel}
        </Button>
      </FileTrigger>
    </DropZone>
  );
}
