/** The pseudo-locale as a language that a reader may choose: every text there, longer, and in other letters. */
const namespaces = [
  ...['common', 'shell', 'overview', 'data', 'explore', 'demand'],
  ...['trends', 'plan', 'report', 'monitor', 'issues'],
];
const namespaceText = (name) => `import { ${name} as english } from '#i18n/en/${name}.ts';
import { pseudoWords } from '#i18n/pseudo-words.ts';

export const ${name} = pseudoWords(english);
`;
const wordsText = `${namespaces.map((name) => `import { ${name} } from '#i18n/xx/${name}.ts';\n`).join('')}
export const words = { ${namespaces.join(', ')} };
`;

export const plant = {
  what: 'a language (the pseudo-locale made real)',
  into: 'src/i18n/xx',
  files: ['language.ts'],
  written: {
    'words.ts': wordsText,
    ...Object.fromEntries(namespaces.map((name) => [`${name}.ts`, namespaceText(name)])),
  },
  lines: [
    {
      file: 'src/i18n/language.ts',
      after: "import { english } from '#i18n/en/language.ts';\n",
      text: "import { pseudo } from '#i18n/xx/language.ts';\n",
    },
    { file: 'src/i18n/language.ts', before: ' };\n\nexport type Language', text: ', xx: pseudo' },
  ],
  test: 'language.test.ts',
};
