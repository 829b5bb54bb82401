import wholeUrl from '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf?url';
import type { PrintFonts } from '#export/print-fonts.ts';
import { readAsset } from '#workers/read-asset.ts';
import boldUrl from '../../build/fonts/plan-bold.ttf?url';
import regularUrl from '../../build/fonts/plan-regular.ttf?url';

/** The small fonts: GB2312, Latin, Greek, Cyrillic and signs. */
export async function loadPrintFonts(signal: AbortSignal): Promise<PrintFonts> {
  const [regular, bold] = await Promise.all([readAsset(regularUrl, signal), readAsset(boldUrl, signal)]);
  return { regular, bold };
}

/** The font with every character that its makers drew: one weight, 10 MB. */
export const loadWholeFont = (signal: AbortSignal): Promise<Uint8Array> => readAsset(wholeUrl, signal);
