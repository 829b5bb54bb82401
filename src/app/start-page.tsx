import i18next from 'i18next';
import { type ReactNode, StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { languageOf, languages, preferredLanguage } from '#i18n/language.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { restoreWork } from '#state/project/restore-work.ts';
import { keepPageOffline } from '#state/runtime/offline-store.ts';
import { watchRequests } from '#state/runtime/privacy-store.ts';
import { type SettingsState, useSettingsStore } from '#state/runtime/settings-store.ts';
import { keepFocus } from '#ui/layout/keep-focus.ts';
import { App } from './app.tsx';
import { acceptDropsAnywhere } from './drop-anywhere.ts';
import { ErrorBoundary } from './error-boundary.tsx';

/** A start that takes longer says what it waits for. */
const waitMs = 3000;

/** Brings back the work kept on this machine, then shows the page in its language and appearance. */
export async function startPage(root: HTMLElement): Promise<void> {
  for (const extra of [watchRequests, keepFocus]) attempt(extra);
  const page = createRoot(root);
  const show = (content: ReactNode): void =>
    page.render(
      <StrictMode>
        <Localised>
          <ErrorBoundary resetKey="page">{content}</ErrorBoundary>
        </Localised>
      </StrictMode>,
    );
  const restored = restoreWork();
  const isLong = await Promise.race([
    restored.then(() => false),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(true), waitMs)),
  ]);
  if (isLong) {
    await speak(null);
    const { WaitingPage } = await import('./waiting-page.tsx');
    show(<WaitingPage />);
    await restored;
  }
  await speak(useSettingsStore.getState().language);
  for (const extra of [acceptDropsAnywhere, followDocument, keepPageOffline]) attempt(extra);
  show(<App />);
}

/** What the page can do without: a browser that lacks something for it shows the page all the same. */
function attempt(extra: () => void): void {
  try {
    extra();
  } catch {
    // The privacy panel, the menus and the offline notice say what they have.
  }
}

/** The page's words: in the language that was chosen, else the browser's. */
async function speak(language: SettingsState['language']): Promise<void> {
  const wanted = preferredLanguage(language, navigator.languages);
  if (i18next.isInitialized) return changeLanguage(wanted);
  // ?language=pseudo: every text longer and accented, so that a layout shows where it would cut another language's words.
  if (new URLSearchParams(location.search).get('language') === 'pseudo') {
    const { pseudoWords } = await import('#i18n/pseudo-words.ts');
    await startLanguage('en', ['common', 'shell'], pseudoWords);
  } else await startLanguage(wanted, ['common', 'shell']);
}

/** react-aria's own words (read out by screen readers) and number fields follow the page's language. */
function Localised({ children }: { readonly children: ReactNode }) {
  return <I18nProvider locale={languages[useLanguage()].tag}>{children}</I18nProvider>;
}

/** Language, title and theme of the document follow the page. */
function followDocument(): void {
  const page = document.documentElement;
  const applyLanguage = (): void => {
    page.lang = languages[languageOf(i18next)].tag;
    document.title = `${i18next.t('name', { ns: 'shell' })} · ${i18next.t('tagline', { ns: 'shell' })}`;
  };
  const applyTheme = (): void => {
    const { theme } = useSettingsStore.getState();
    if (theme === 'system') delete page.dataset.theme;
    else page.dataset.theme = theme;
  };
  i18next.on('languageChanged', applyLanguage);
  applyLanguage();
  useSettingsStore.subscribe(applyTheme);
  applyTheme();
}
