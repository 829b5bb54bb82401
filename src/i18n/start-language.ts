import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Dictionary } from '#i18n/dictionaries.ts';
import type { Language } from '#i18n/language.ts';
import { tidyTexts } from '#i18n/tidy-texts.ts';

type Namespace = keyof Dictionary;

const files = import.meta.glob<Readonly<Record<string, object>>>(['./*/*.ts', '!./*/{language,words}.ts']);

type Change = (words: object) => object;

/** Words come when they are first needed, a language and a namespace at a time: the shell opens with its own alone. */
function words(started: Language, change: Change): BackendModule {
  return {
    type: 'backend',
    init: () => undefined,
    async read(language, namespace) {
      const file = files[`./${language}/${namespace}.ts`];
      if (!file) throw new Error(`no words of ${namespace} in ${language}`);
      const found = (await file())[namespace] as object;
      return (language === started ? change(found) : found) as Record<string, string>;
    },
  };
}

const everything: readonly Namespace[] = [
  ...(['common', 'shell', 'overview', 'data', 'explore', 'demand'] as const),
  ...(['trends', 'plan', 'report', 'monitor', 'issues'] as const),
];

/**
 * Starts i18next with the words of these namespaces loaded; others come when a screen first asks for them. Those of
 * this language go through `change`: the pseudo-locale is made of English ones.
 */
export async function startLanguage(
  language: Language,
  namespaces = everything,
  change: Change = (found) => found,
): Promise<void> {
  await i18next
    .use(words(language, change))
    .use(initReactI18next)
    .use(tidyTexts)
    .init({
      lng: language,
      fallbackLng: false,
      ns: namespaces,
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
      postProcess: tidyTexts.name,
      // A key without a text shows with its namespace, so that tests can tell it from a word.
      appendNamespaceToMissingKey: true,
    });
}

/** Resolves when no component has to wait for its words any more, whatever it says. */
export async function loadAllWords(): Promise<void> {
  await i18next.loadNamespaces(everything);
}

/** Switches the page's language, live. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
}
