/**
 * The query for the warehouse by the ANTLR grammars of dt-sql-parser 4.5.1, and for MySQL, of which that takes a minute a text, by
 * node-sql-parser 5.4.0, for engines that can't be run here: texts of four random mappings each have to be read without a fault, and
 * 20 mutilated ones refused. `--grammars=FOLDER`: where npm put the packages, which are too large to come with this one;
 * `--dialects=hive,trino`: which.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRandom } from '#engine/random.ts';
import { panelQuery } from '#warehouse/panel-query.ts';
import type { Benchmark } from '../run.ts';
import { randomLog } from './random-log.ts';

const grammars = { hive: 'HiveSQL', trino: 'TrinoSQL', spark: 'SparkSQL', mysql: 'MySQL' } as const;
interface Grammar {
  validate(text: string): readonly { readonly startLine: number; readonly message: string }[];
}

/** MySQL's grammar of node-sql-parser, which throws at the first fault. */
function mysqlGrammar(folder: string): Grammar {
  const { Parser } = createRequire(path.resolve(folder, 'package.json'))('node-sql-parser') as {
    readonly Parser: new () => { astify(text: string, options: { readonly database: string }): unknown };
  };
  return {
    validate(text) {
      try {
        new Parser().astify(text, { database: 'MySQL' });
        return [];
      } catch (error) {
        const { message, location } = error as Error & {
          readonly location?: { readonly start: { readonly line: number } };
        };
        return [{ startLine: location?.start.line ?? 0, message }];
      }
    },
  };
}

const bench: Benchmark = async (words) => {
  const word = (name: string): string | undefined =>
    words.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
  const folder = word('grammars');
  if (!folder) throw new Error('--grammars=FOLDER with dt-sql-parser and node-sql-parser in its node_modules');
  const module = path.resolve(folder, 'node_modules/dt-sql-parser/dist/index.js');
  const parsers = (await import(pathToFileURL(module).href)) as Readonly<Record<string, new () => Grammar>>;
  const figures: Record<string, string> = {};
  for (const [dialect, name] of Object.entries(grammars) as [keyof typeof grammars, string][]) {
    if (!(word('dialects') ?? dialect).split(',').includes(dialect)) continue;
    const grammar = dialect === 'mysql' ? mysqlGrammar(folder) : new parsers[name]();
    const texts = [1, 2, 3, 4].map((seed) => {
      const { mapping } = randomLog(seed);
      return panelQuery(seed === 4 ? { ...mapping, top: 100 } : mapping, dialect);
    });
    let read = 0;
    for (const text of texts) {
      const faults = grammar.validate(text);
      if (faults.length === 0) read += 1;
      else console.log(`${dialect}: line ${faults[0].startLine}: ${faults[0].message.slice(0, 300)}`);
    }
    let refused = 0;
    for (let k = 0; k < 20; k++) {
      const text = mutilated(texts[k % 4], k);
      if (grammar.validate(text).length > 0) refused += 1;
      else console.log(`${dialect}: mutilated text ${k} was read`);
    }
    figures[dialect] = `${read} of 4 read, ${refused} of 20 mutilated ones refused`;
    console.log(dialect, figures[dialect]);
  }
  return figures;
};

/** The text with a bracket or a comma too few or too many, or cut off behind a bracket; never within a comment or a literal. */
function mutilated(text: string, k: number): string {
  const { below } = createRandom(100 + k);
  const bare = text.replace(/--[^\n]*|'(?:[^']|'')*'/g, (found) => '_'.repeat(found.length));
  const wanted = ['(', ')', ',', '('][k % 4];
  const places = Array.from(bare).flatMap((letter, at) => (letter === wanted ? [at] : []));
  const at = places[below(places.length)];
  if (k % 4 === 3) return text.slice(0, at + 1);
  return `${text.slice(0, at)}${wanted === ',' ? ',,' : ''}${text.slice(at + 1)}`;
}

export default bench;
