import wholeUrl from '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf?url';
import { missingCharacters, type PrintFonts, textsOf, withNarrowPunctuation } from '#export/print-fonts.ts';
import type { Language } from '#i18n/language.ts';
import { readAsset } from '#workers/read-asset.ts';
import boldUrl from '../../build/fonts/plan-bold.ttf?url';
import regularUrl from '../../build/fonts/plan-regular.ttf?url';

/**
 * The fonts for a document, and the characters that none at hand can draw. The small ones hold GB2312; a text that needs
 * more is set in the whole font (one weight, 10 MB), if that leaves fewer characters out.
 */
export async function fontsFor(
  definition: object,
  language: Language,
  signal: AbortSignal,
): Promise<{ readonly fonts: PrintFonts; readonly missing: readonly string[] }> {
  const [regular, bold] = await Promise.all([readAsset(regularUrl, signal), readAsset(boldUrl, signal)]);
  const setFor = language === 'en' ? withNarrowPunctuation : (font: Uint8Array): Uint8Array => font;
  const small = { regular: setFor(regular), bold: setFor(bold) };
  const texts = textsOf(definition);
  const missing = missingCharacters(texts, regular);
  if (missing.length === 0) return { fonts: small, missing };
  const whole = await readAsset(wholeUrl, signal);
  const stillMissing = missingCharacters(texts, whole);
  if (stillMissing.length >= missing.length) return { fonts: small, missing };
  return { fonts: { regular: whole, bold: whole }, missing: stillMissing };
}
