// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { keepFocus } from './keep-focus.ts';

const rows = (names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `<li><button>Show ${name}</button><span aria-hidden="true"><input></span><button>Remove ${name}</button></li>`,
    )
    .join('');
/** A few frames: what is to move the focus has done so. */
async function settle(): Promise<void> {
  for (let frame = 0; frame < 5; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}
const all = (words: string): HTMLElement =>
  [...document.querySelectorAll<HTMLElement>('button, input, h1, h2')].find(
    (each) => (each.textContent || each.getAttribute('aria-label')) === words,
  ) as HTMLElement;
const focused = (): string | null | undefined =>
  document.activeElement?.textContent || document.activeElement?.getAttribute('aria-label');

beforeAll(() => keepFocus());
beforeEach(() => {
  document.body.innerHTML = `<main><h1>Screen</h1>
    <section><h2>Files</h2><ul>${rows(['a', 'b', 'c'])}</ul></section>
    <section><h2>Plans</h2><div><input aria-label="Name"><button>Save scenario</button></div></section>
    <section><h2>Work</h2><div><button>Cancel</button></div></section>
    <section><h2>Rest</h2><button>Other</button></section></main>`;
});

async function press(words: string, act: (button: HTMLElement) => void): Promise<void> {
  all(words).focus();
  act(all(words));
  await settle();
}
const removeRow = (button: HTMLElement): void => button.closest('li')?.remove();

it('goes to the same control of the next row, behind the last one to the row before, at the end to the heading', async () => {
  await press('Remove a', removeRow);
  expect(focused()).toBe('Remove b');
  await press('Remove c', removeRow);
  expect(focused()).toBe('Remove b');
  await press('Remove b', removeRow);
  expect(focused()).toBe('Files');
});

it('goes to the field beside a button that its own press disables', async () => {
  await press('Save scenario', (button) => button.setAttribute('disabled', ''));
  expect(focused()).toBe('Name');
});

it('goes to the heading of the screen where a whole part is gone', async () => {
  await press('Cancel', (button) => button.closest('section')?.remove());
  expect(focused()).toBe('Screen');
});

it('leaves the focus to whoever takes it, and does not fetch it back from one who let it go', async () => {
  await press('Remove a', (button) => {
    removeRow(button);
    requestAnimationFrame(() => all('Other').focus());
  });
  expect(focused()).toBe('Other');
  all('Remove b').focus();
  all('Remove b').blur();
  await settle();
  removeRow(all('Remove b'));
  await settle();
  expect(document.activeElement).toBe(document.body);
});
