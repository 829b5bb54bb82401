/**
 * The walk-through in docs/guide, in English and Chinese, made from the built page and the sample: `npm run guide`. Pictures, labels
 * and sentences in quotation marks are the page's own, so that the guide never says what the page doesn't.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Journey, type Spoken } from '../../e2e/journey.ts';
import { openSamplePage } from '../pictures/sample-page.ts';
import { type Chapter, chapters } from './chapters.ts';

const folder = path.resolve('docs/guide');
const pictures = path.join(folder, 'images');
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });

const frame = {
  en: {
    file: 'README.md',
    title: 'A walk through Debut',
    other: '[中文](zh.md)',
    open: (words: Journey['words']) =>
      `Open the page. It says what it is for, and what it needs. Drop your files, or press **${words.data.trySample}**: ${words.data.sample.text}`,
    note: 'Pictures and quoted sentences are made by `npm run guide` from the page itself.',
  },
  zh: {
    file: 'zh.md',
    title: 'Debut 首发使用导览',
    other: '[English](README.md)',
    open: (words: Journey['words']) =>
      `打开页面，它会说明自己能做什么、需要什么。把文件拖进来，或者点「${words.data.trySample}」：${words.data.sample.text}`,
    note: '图片和引号中的句子由 `npm run guide` 直接取自页面。',
  },
} as const;

const { page, close, loadSample } = await openSamplePage({ width: 1280, height: 860 });

async function picture(name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(700);
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

async function takeChapter(chapter: Chapter, journey: Journey): Promise<string> {
  const { language, words } = journey;
  const part = await chapter.go(journey);
  await page
    .locator('main h1')
    .and(page.getByText(words.shell.steps[chapter.screen], { exact: true }))
    .waitFor();
  if (part) await part.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  else await page.evaluate(() => window.scrollTo(0, 0));
  await picture(`${chapter.id}-${language}`);
  const finding = part ? part.locator('[aria-live="polite"] p').first() : journey.finding;
  const found = ((await finding.textContent({ timeout: 5_000 }).catch(() => '')) ?? '').trim();
  await page.keyboard.press('Escape');
  const { heading, text } = chapter[language];
  return [`## ${heading}`, `![${heading}](images/${chapter.id}-${language}.png)`, ...text(words, found)].join('\n\n');
}

const languages: readonly Spoken[] = ['en', 'zh'];
for (const language of languages) {
  const journey = new Journey(page, language);
  await journey.open();
  await journey.goTo('data');
  await picture(`start-${language}`);
}
await loadSample();
const taken: Record<Spoken, string[]> = { en: [], zh: [] };
// What is told before later sales are known is told of the same figures in both languages.
const later = chapters.findIndex(({ screen }) => screen === 'monitor');
for (const part of [chapters.slice(0, later), chapters.slice(later)])
  for (const language of languages) {
    const journey = new Journey(page, language);
    await journey.open();
    for (const chapter of part) taken[language].push(await takeChapter(chapter, journey));
  }
for (const language of languages) {
  const { file, title, other, open, note } = frame[language];
  const start = [`# ${title}`, other, `![${title}](images/start-${language}.png)`];
  const { words } = new Journey(page, language);
  writeFileSync(path.join(folder, file), `${[...start, open(words), ...taken[language], note].join('\n\n')}\n`);
}
await close();
