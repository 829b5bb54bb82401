/** The page of proof as text, from what the stages left. `results[k]` is null where stage k has never run. */
export function proofPage({ stages, results, goals, quick }) {
  const figures = Object.assign({}, ...results.map((result) => result?.figures ?? {}));
  const judged = goals.map((goal) => ({ ...goal, ...judge(goal, figures[goal.figure]) }));
  const missed = judged.filter(({ state }) => state === 'missed');
  const failed = stages.filter((_, k) => (results[k]?.errors.length ?? 0) > 0);
  const absent = stages.filter((_, k) => results[k] === null);
  const stale = stages.filter((_, k) => results[k]?.isStale);
  const lines = [
    '# Proof',
    '',
    `Written by \`npm run prove${quick ? ' -- --quick' : ''}\` from docs/proof/; nothing here is typed by hand. A stage is outdated when`,
    'what its figures depend on has changed since its run (`scripts/prove-stages.mjs` says which files; comments and types apart), and not before.',
    '',
    table(
      ['stage', 'state', 'finished', 'seconds'],
      stages.map(({ name }, k) => [
        name,
        stateOf(results[k]),
        results[k]?.finishedAt ?? '–',
        results[k]?.seconds ?? '–',
      ]),
    ),
    '',
    '## What failed',
    '',
    ...troubles(stages, results, missed, absent),
    '',
    '## Goals',
    '',
    table(
      ['figure', 'goal', 'measured', ''],
      judged.map(({ figure, goal, value, state }) => [figure, goal, value, state]),
    ),
    '',
    ...stages.flatMap((stage, k) => stageLines(stage, results[k])),
  ];
  const summary = `${results.filter((r) => r && r.errors.length === 0).length} stages passed, ${failed.length} failed, ${stale.length} outdated, ${absent.length} not run; ${judged.filter(({ state }) => state === 'met').length} goals met, ${missed.length} missed`;
  return { text: `${lines.join('\n').trimEnd()}\n`, summary, troubles: failed.length + missed.length };
}

function judge({ below, above }, value) {
  const goal = [above === undefined ? '' : `≥ ${above}`, below === undefined ? '' : `≤ ${below}`]
    .filter(Boolean)
    .join(', ');
  if (typeof value !== 'number') return { goal, value: '–', state: 'not measured' };
  const met = (below === undefined || value <= below) && (above === undefined || value >= above);
  return { goal, value: shown(value), state: met ? 'met' : 'missed' };
}

function troubles(stages, results, missed, absent) {
  const lines = [
    ...stages.flatMap(({ name }, k) => (results[k]?.errors ?? []).map((error) => `- ${name}: ${oneLine(error)}`)),
    ...missed.map(({ figure, goal, value }) => `- goal missed: ${figure} is ${value} (${goal})`),
    ...absent.map(({ name }) => `- not run: ${name}`),
  ];
  return lines.length > 0 ? lines : ['Nothing.'];
}

function stateOf(result) {
  if (!result) return 'not run';
  const outcome = result.errors.length > 0 ? 'failed' : 'passed';
  return result.isStale ? `${outcome}, outdated` : outcome;
}

function stageLines({ name, what, seeds }, result) {
  const head = [`## ${name}`, '', `${what}.`, ''];
  if (!result) return [...head, 'Not run.', ''];
  const versions = Object.entries(result.versions).map(([of, version]) => `${of} ${version}`);
  return [
    ...head,
    `${result.commands.map((command) => `\`${command}\``).join(', ')}: ${result.seconds} s, ${stateOf(result)}; ${seeds}.`,
    `Source \`${result.source}\`; ${versions.join(', ')}.`,
    '',
    table(
      ['figure', 'value'],
      Object.entries(result.figures).map(([figure, value]) => [figure, shown(value)]),
    ),
    '',
  ];
}

function shown(value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return oneLine(String(value));
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 300);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
