import i18next from 'i18next';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { languageOf, languages, preferredLanguage } from '#i18n/language.ts';
import { startLanguage } from '#i18n/start-language.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { restoreWork } from '#state/project/restore-work.ts';
import { keepPageOffline } from '#state/runtime/offline-store.ts';
import { startPipeline } from '#state/runtime/pipeline.ts';
import { watchRequests } from '#state/runtime/privacy-store.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { keepFocus } from '#ui/layout/keep-focus.ts';
import { App } from './app.tsx';
import { acceptDropsAnywhere } from './drop-anywhere.ts';

/** Brings back the work kept on this machine, then shows the page in its language and appearance. */
export async function startPage(root: HTMLElement): Promise<void> {
  watchRequests();
  acceptDropsAnywhere();
  keepFocus();
  await restoreWork();
  const { language } = useSettingsStore.getState();
  // ?language=pseudo: every text longer and accented, so that a layout shows where it would cut another language's words.
  if (new URLSearchParams(location.search).get('language') === 'pseudo') {
    const { pseudoWords } = await import('#i18n/pseudo-words.ts');
    await startLanguage('en', ['common', 'shell'], pseudoWords);
  } else await startLanguage(preferredLanguage(language, navigator.languages), ['common', 'shell']);
  followDocument();
  startPipeline();
  keepPageOffline();
  createRoot(root).render(
    <StrictMode>
      <Localised />
    </StrictMode>,
  );
}

/** react-aria's own words (read out by screen readers) and number fields follow the page's language. */
function Localised() {
  return (
    <I18nProvider locale={languages[useLanguage()].tag}>
      <App />
    </I18nProvider>
  );
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
