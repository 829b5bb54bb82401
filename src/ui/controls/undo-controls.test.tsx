// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { isTyping, UndoControls } from './undo-controls.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));

function place(html: string): HTMLElement {
  const holder = document.createElement('div');
  holder.innerHTML = html;
  document.body.append(holder);
  return holder.firstElementChild as HTMLElement;
}

it('leaves the keys to a field that is typed in, and to no other', () => {
  for (const html of ['<input>', '<input type="text">', '<input type="search">', '<input inputmode="numeric">']) {
    expect(isTyping(place(html)), html).toBe(true);
  }
  expect(isTyping(place('<textarea></textarea>'))).toBe(true);
  expect(isTyping(place('<p contenteditable="true">x</p>'))).toBe(true);
  for (const type of ['radio', 'checkbox', 'range', 'button', 'file']) {
    expect(isTyping(place(`<input type="${type}">`)), type).toBe(false);
  }
  expect(isTyping(place('<input type="checkbox" role="switch">'))).toBe(false);
  expect(isTyping(place('<p contenteditable="false">x</p>'))).toBe(false);
  expect(isTyping(place('<button>x</button>'))).toBe(false);
});

it('takes an edit back by the keys right after a choice among radio buttons', async () => {
  const holder = place('<div></div>');
  const [onUndo, onRedo] = [vi.fn(), vi.fn()];
  await act(async () => createRoot(holder).render(<UndoControls canUndo canRedo onUndo={onUndo} onRedo={onRedo} />));
  const radio = place('<input type="radio">');
  const press = (key: string, shiftKey = false) =>
    radio.dispatchEvent(
      new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey, bubbles: true, cancelable: true }),
    );
  press('z');
  expect([onUndo.mock.calls.length, onRedo.mock.calls.length]).toEqual([1, 0]);
  press('z', true);
  press('y');
  expect([onUndo.mock.calls.length, onRedo.mock.calls.length]).toEqual([1, 2]);
});

it('leaves them to a text field once something was typed in it, not when it has the focus alone', async () => {
  const holder = place('<div></div>');
  const onUndo = vi.fn();
  await act(async () => createRoot(holder).render(<UndoControls canUndo canRedo onUndo={onUndo} onRedo={vi.fn()} />));
  const field = place('<input type="text">');
  const send = (event: Event): boolean => field.dispatchEvent(event);
  const press = () => send(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }));
  send(new FocusEvent('focusin', { bubbles: true }));
  expect(press()).toBe(false);
  send(new Event('input', { bubbles: true }));
  expect(press()).toBe(true);
  expect(onUndo).toHaveBeenCalledTimes(1);
});
