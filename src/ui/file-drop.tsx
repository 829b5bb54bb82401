import type { ReactNode } from 'react';
import { type DropItem, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { Button } from '#ui/button.tsx';
import styles from './file-drop.module.css';

interface FileDropProps {
  /** What the zone takes, in one sentence. */
  readonly title: string;
  readonly hint: string;
  readonly choose: string;
  readonly accept: readonly string[];
  readonly onFiles: (files: File[]) => void;
  /** More to press, beside the choose button. */
  readonly actions?: ReactNode;
  readonly isDisabled?: boolean;
}

async function filesOf(items: readonly DropItem[]): Promise<File[]> {
  return Promise.all(items.filter(isFileDropItem).map((item) => item.getFile()));
}

/** Takes everything at once: dropped, chosen or pasted. */
export function FileDrop({ title, hint, choose, accept, onFiles, actions, isDisabled = false }: FileDropProps) {
  return (
    <DropZone
      className={styles.zone}
      isDisabled={isDisabled}
      onDrop={async (event) => {
        const files = await filesOf(event.items);
        if (files.length > 0) onFiles(files);
      }}
    >
      <Text slot="label" className={styles.title}>
        {title}
      </Text>
      <p className={styles.hint}>{hint}</p>
      <div className={styles.actions}>
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={[...accept]}
          onSelect={(list) => list && list.length > 0 && onFiles([...list])}
        >
          <Button isDisabled={isDisabled}>{choose}</Button>
        </FileTrigger>
        {actions}
      </div>
    </DropZone>
  );
}
