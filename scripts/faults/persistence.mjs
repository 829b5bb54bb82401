/** Faults of what is persisted, in the browser and in the project file. See scripts/check-faults.mjs. */
const project = 'src/workers/project';
const runtime = 'src/state/runtime';
const slices = 'src/storage/slices';
const hostile = [`${project}/hostile-files.test.ts`];
const file = [`${project}/project-file.test.ts`];

export const faults = [
  {
    what: 'entries count against no common limit',
    file: `${project}/internal/zip-archive.ts`,
    text: 'this.left -= unpacked.length;',
    replacement: '',
    tests: hostile,
  },
  {
    what: 'a file of a newer version is called damaged',
    file: `${project}/internal/project-archive.ts`,
    text: "if (typeof found === 'number' && found > format) throw newer(app);",
    replacement: '',
    tests: hostile,
  },
  {
    what: 'a needed part may be missing',
    file: `${project}/internal/project-archive.ts`,
    text: "for (const key of ['settings', 'dataset']) if (!parts.some((part) => part.key === key)) throw damaged(key);",
    replacement: '',
    tests: [...hostile, ...file],
  },
  {
    what: 'numbers that no place of the text asks for are let through',
    file: `${project}/internal/pack-value.ts`,
    text: "if (longNumbers && longTaken < longNumbers.length) throw new UnpackFault('numbers left over');",
    replacement: '',
    tests: [`${project}/pack-value.test.ts`],
  },
  {
    what: 'facts are upgraded from one version too far on',
    file: `${slices}/slices.ts`,
    text: 'slice.upgraders.slice(version - 1)',
    replacement: 'slice.upgraders.slice(version)',
    tests: [`${slices}/upgraders.test.ts`],
  },
  {
    what: 'facts of a newer version are read as those of today',
    file: `${slices}/slices.ts`,
    text: "if (version > versionOf(key)) return { kind: 'newer' };",
    replacement: '',
    tests: [`${slices}/upgraders.test.ts`],
  },
  {
    what: 'minus zero comes back as zero',
    file: `${project}/internal/pack-value.ts`,
    text: "Object.is(value, -0) ? { $: '-0' } : value",
    replacement: 'value',
    tests: [`${project}/pack-value.test.ts`],
  },
  {
    what: 'an object with a key of ours is taken for ours',
    file: `${project}/internal/pack-value.ts`,
    text: "Object.hasOwn(plain, '$') ? { $: 'object', value: plain } : plain",
    replacement: 'plain',
    tests: [`${project}/pack-value.test.ts`],
  },
  {
    what: 'a failed save is not tried again by itself',
    file: `src/state/saving/persist-slice.ts`,
    text: 'timer ??= setTimeout(save, retryMs);',
    replacement: '',
    tests: [`src/state/saving/persist-slice.test.ts`],
  },
  {
    what: 'a store that changes all the time is never saved',
    file: `src/state/saving/persist-slice.ts`,
    text: 'timer ??= setTimeout(save, Math.max(',
    replacement: 'clearTimeout(timer);\n    timer = setTimeout(save, Math.max(spacingMs, ',
    tests: [`src/state/saving/persist-slice.test.ts`],
  },
  {
    what: 'a project that was removed is saved again and again',
    file: `src/state/saving/persist-slice.ts`,
    text: 'if (error instanceof ProjectGoneError) return stopPersisting(key);',
    replacement: '',
    tests: [`src/state/saving/persist-slice.test.ts`],
  },
  {
    what: 'a new edit keeps what could be done again',
    file: `${runtime}/edit-history.ts`,
    text: 'store.setState({ past: [...past, own].slice(-mostSnapshots), future: [] });',
    replacement: 'store.setState({ past: [...past, own].slice(-mostSnapshots) });',
    tests: [`${runtime}/edit-history.test.ts`],
  },
  {
    what: 'a hash of the inputs depends on the order of keys',
    file: `${runtime}/input-hash.ts`,
    text: 'Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))',
    replacement: 'Object.entries(value)',
    tests: [`${runtime}/input-hash.test.ts`],
  },
];
