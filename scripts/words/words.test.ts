import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { declaredRules } from '#engine/planning/rules/declared-rules.ts';
import { dictionaries } from '#i18n/dictionaries.ts';
import { blankFaults, flatten, languageFaults, useFaults } from './dictionary-faults.ts';
import { type HardCodedText, hardCodedTexts } from './hard-coded-texts.ts';
import { type KeyUse, keyUses } from './key-uses.ts';
import { knownCodes } from './known-codes.ts';
import { readSources } from './read-sources.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What a person reads and no language says otherwise: names of encodings. */
const sameInEveryLanguage = new Set([
  'UTF-8',
  'GB18030 / GBK',
  'UTF-16 LE',
  'UTF-16 BE',
  'Windows-1252',
  'Windows-1250',
  'Windows-1251',
  'Windows-1253',
  'Windows-1254',
  'Windows-1255',
  'Windows-1256',
  'Windows-1257',
  'Windows-874',
  'Shift JIS',
  'EUC-KR',
  'Big5',
]);

/** Texts asked for by a code that a worker sends, where no call of `t` shows them: src/i18n/use-issue-words.ts. */
const byCode: KeyUse = {
  file: 'use-issue-words.ts',
  line: 1,
  namespace: 'issues',
  parts: [null],
  cast: false,
  filled: null,
};

/** Asks for words by the id of a declared rule: there are none while none is declared. */
function isOfNoRule({ parts: [first] }: KeyUse): boolean {
  return declaredRules.length === 0 && /^(pdf\.)?declared\.$/.test(first ?? '');
}

function read(planted: Readonly<Record<string, string>> = {}) {
  const uses: KeyUse[] = [];
  const texts: HardCodedText[] = [];
  const only = Object.keys(planted);
  readSources(root, planted, (file) => {
    if (only.length > 0 && !only.includes(file.name)) return;
    uses.push(...keyUses(file));
    if (/^src\/(app|features|ui)\//.test(file.name)) texts.push(...hardCodedTexts(file.name, file.source));
  });
  return {
    uses: uses.filter((use) => !isOfNoRule(use)),
    texts: texts.filter(({ text }) => !sameInEveryLanguage.has(text)),
  };
}

describe('words of the page', () => {
  let found: ReturnType<typeof read>;
  const keys = [...flatten(dictionaries.en).keys()];
  const isCode = knownCodes(root);

  beforeAll(() => {
    found = read();
  }, 120_000);

  it('stand in the dictionaries alone', () => {
    expect(found.texts.map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([]);
  });

  it('are the same keys with the same blanks in every language', () => {
    expect(languageFaults(dictionaries)).toEqual([]);
  });

  it('are all there and all used', () => {
    // Fewer would mean that calls of `t` are no longer recognised.
    expect(found.uses.length).toBeGreaterThan(2000);
    expect(useFaults(keys, [...found.uses, byCode], isCode)).toEqual({ missing: [], unused: [] });
  });

  it('have every blank filled in by who asks for them', () => {
    const texts = flatten(dictionaries.en);
    expect(blankFaults(texts, found.uses)).toEqual([]);
    expect(found.uses.filter(({ filled }) => filled?.length).length).toBeGreaterThan(500);
    const asked = { ...byCode, namespace: 'plan', parts: ['figures.never'], filled: ['share'] };
    expect(blankFaults(texts, [asked])).toEqual([
      'use-issue-words.ts:1 leaves {{count}}, {{count}} of plan:figures.never open',
    ]);
  });

  it('would be missed: keys unused, unknown or in one language only', () => {
    const { en } = dictionaries;
    const planted = {
      en: { ...en, shell: { ...en.shell, planted: 'Planted {{count}}', issue: 'Nobody asks' } },
      zh: { ...dictionaries.zh, shell: { ...dictionaries.zh.shell, planted: '种下 {{number}}' } },
    };
    expect(languageFaults(planted)).toEqual([
      'shell:planted has {{count}} in en, not in zh',
      'shell:planted has {{number}} in zh, not in en',
      'shell:issue is missing in zh',
    ]);
    const more = [...keys, 'shell:planted', 'issues:no-such-code'];
    const asked = { ...byCode, namespace: 'shell', parts: ['nowhere'] };
    expect(useFaults(more, [...found.uses, byCode, asked], isCode)).toEqual({
      missing: ['use-issue-words.ts:1 asks for shell:nowhere'],
      unused: ['shell:planted', 'issues:no-such-code'],
    });
  });

  it('would be seen in the code of a screen, and keys made of parts are resolved by their types', () => {
    const file = 'src/features/overview/risk-list.tsx';
    const planted = `
      import { useTranslation } from 'react-i18next';
      const Field = ({ label }: { label: string; title?: string }) => <b>{label}</b>;
      export function RiskList({ on, kind, code }: { on: boolean; kind: 'profit' | 'revenue'; code: string }) {
        const { t: say } = useTranslation(['overview', 'plan']);
        if (code === 'some-code') throw new Error('A programmer reads this');
        const words = [{ header: 'Wanted' }, \`Ready \${code} again\`, '双11', \`Saved as \${code}\`];
        return (
          <section aria-label="Hard to find" className="not text" data-kind="a b c">
            Between tags
            {on ? 'Yes' : say('title')} {on && \`\${code} left\`} {words.length}
            <Field label={on ? say(\`risks.detail.\${kind}\`) : 'No'} title="Title" />
            {say(\`plan:stress.\${code}\` as 'plan:stress.as-planned')} {say(\`plan:aim.\${kind}\`)}
          </section>
        );
      }`;
    const { uses, texts } = read({ [file]: planted });
    expect(texts.map(({ text }) => text).sort()).toEqual(
      ['Wanted', '双11', 'Saved as', 'Hard to find', 'Between tags', 'Yes', 'left', 'No', 'Title'].sort(),
    );
    expect(uses.map(({ namespace, parts }) => `${namespace}:${parts.map((part) => part ?? '*').join('')}`)).toEqual([
      'overview:title',
      'overview:risks.detail.profit',
      'overview:risks.detail.revenue',
      'plan:stress.*',
      'plan:aim.profit',
      'plan:aim.revenue',
    ]);
  });
});
