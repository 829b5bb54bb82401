/**
 * Cuts the fonts of the PDF out of Noto Sans SC (node_modules/@expo-google-fonts/noto-sans-sc, OFL-1.1) to build/fonts/:
 * GB2312, Latin, Greek, Cyrillic and the signs a report needs, in a regular and a semi-bold weight. Skipped when they
 * are there already. The whole font is loaded by the page only for a text that needs more.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cutFont } from './fonts/cut-font.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const source = path.join(root, 'node_modules/@expo-google-fonts/noto-sans-sc');
const folder = path.join(root, 'build/fonts');
const weights = { regular: '400Regular', bold: '600SemiBold' };
const stamp = 'noto-sans-sc 0.4.3, cut 2';

/** Every character of GB2312, by decoding its rows and cells. */
function gb2312() {
  const decoder = new TextDecoder('gb18030');
  const codePoints = [];
  for (let row = 0xa1; row <= 0xf7; row++) {
    if (row > 0xa9 && row < 0xb0) continue;
    for (let cell = 0xa1; cell <= 0xfe; cell++)
      codePoints.push(decoder.decode(Uint8Array.of(row, cell)).codePointAt(0));
  }
  return codePoints;
}

/** Latin with accents, punctuation, currency, arrows, operators, CJK punctuation and full-width forms. */
const ranges = [
  [0x20, 0x17f],
  [0x2000, 0x206f],
  [0x20a0, 0x20bf],
  [0x2100, 0x214f],
  [0x2190, 0x21ff],
  [0x2200, 0x22ff],
  [0x2460, 0x24ff],
  [0x2500, 0x25ff],
  [0x3000, 0x303f],
  [0xff00, 0xffef],
];
/** Characters in everyday names that GB2312 lacks. */
const everyday = '喆犇堃镕煊祎玥瑄昇珺淼垚焱鑫怼囧嗨镭氪';

/** What Latin text needs narrow: ’ ‘ “ ” …. src/export/print-fonts.ts knows the same list. */
const narrowForms = [0x2019, 0x2018, 0x201c, 0x201d, 0x2026];
const narrowBase = 0xe000;

export function planCharacters() {
  const wanted = new Set(gb2312());
  for (const [from, to] of ranges) for (let code = from; code <= to; code++) wanted.add(code);
  for (const character of everyday) wanted.add(character.codePointAt(0));
  return wanted;
}

/** Makes build/fonts/plan-regular.ttf and plan-bold.ttf unless they are there; returns their folder. */
export function ensurePlanFonts() {
  const stampFile = path.join(folder, 'stamp.txt');
  const files = Object.keys(weights).map((weight) => path.join(folder, `plan-${weight}.ttf`));
  const ready =
    existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && files.every((file) => existsSync(file));
  if (ready) return folder;
  mkdirSync(folder, { recursive: true });
  const wanted = planCharacters();
  Object.values(weights).forEach((weight, i) => {
    const whole = readFileSync(path.join(source, weight, `NotoSansSC_${weight}.ttf`));
    writeFileSync(files[i], cutFont(whole, wanted, narrowForms, narrowBase));
  });
  writeFileSync(stampFile, stamp);
  return folder;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) ensurePlanFonts();
