import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

export interface UndoControlsProps {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** Undo and redo of the screen's edits, by button and by Ctrl or ⌘ with Z and Y; a text field that was typed in keeps its own undo. */
export function UndoControls({ canUndo, canRedo, onUndo, onRedo }: UndoControlsProps) {
  const { t } = useTranslation('common');
  // A field that the focus has only come to would take back what was typed in another, and nobody would hear of it.
  const typedIn = useRef<EventTarget | null>(null);
  useEffect(() => {
    const note = ({ type, target }: Event): void => {
      typedIn.current = type === 'input' ? target : null;
    };
    document.addEventListener('input', note);
    document.addEventListener('focusin', note);
    return () => {
      document.removeEventListener('input', note);
      document.removeEventListener('focusin', note);
    };
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (isTyping(event.target) && event.target === typedIn.current) return;
      const key = event.key.toLowerCase();
      const act = key === 'z' ? (event.shiftKey ? onRedo : onUndo) : key === 'y' ? onRedo : null;
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onUndo, onRedo]);
  if (!canUndo && !canRedo) return null;
  return (
    <>
      <IconButton label={t('action.undo')} icon="undo" isDisabled={!canUndo} onPress={onUndo} />
      <IconButton label={t('action.redo')} icon="redo" isDisabled={!canRedo} onPress={onRedo} />
    </>
  );
}

/** Fields that have an undo of their own; a radio button or a switch is an input, too, and has none. */
const typed =
  'textarea, [contenteditable]:not([contenteditable=false]), input:not([type=radio], [type=checkbox], [type=range], [type=button], [type=submit], [type=file])';

/** Whether the keys go to a field with an undo of its own. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(typed) !== null;
}
