import type { PostProcessorModule } from 'i18next';
import { languageOf, languages } from '#i18n/language.ts';

/** i18next's last step with a text: what its language does once the figures stand in it. */
export const tidyTexts: PostProcessorModule & { readonly name: string } = {
  type: 'postProcessor',
  name: 'tidyTexts',
  process: (text: string, _key, _options, translator: { readonly language: string }) =>
    languages[languageOf(translator)].tidy(text),
};
