import path from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { API, type Checker } from 'typescript/unstable/sync';

/** A file of the page as the compiler sees it. */
export interface TypedFile {
  /** From the root: src/features/data/data-step.tsx. */
  readonly name: string;
  readonly source: SourceFile;
  readonly checker: Checker;
}

/**
 * Gives every file of the page and of the export to `look`, typed by the compiler itself. `planted` files, by their name
 * from the root, stand in place of those on disk: so a test can ask whether a breach would be seen.
 */
export function readSources(root: string, planted: Readonly<Record<string, string>>, look: (file: TypedFile) => void) {
  const texts = new Map(Object.entries(planted).map(([name, text]) => [path.join(root, name), text]));
  const api = new API({ cwd: root, fs: { readFile: (file) => texts.get(file) } });
  try {
    const seen = new Set<string>();
    const folder = path.join(root, 'src') + path.sep;
    const configurations = ['app', 'export'].map((name) => path.join(root, 'tsconfig', `${name}.json`));
    for (const { program, checker } of api.updateSnapshot({ openProjects: configurations }).getProjects())
      for (const file of program.getSourceFileNames()) {
        if (!file.startsWith(folder) || file.endsWith('.d.ts') || seen.has(file)) continue;
        seen.add(file);
        const source = program.getSourceFile(file);
        if (source) look({ name: path.relative(root, file), source, checker });
      }
  } finally {
    api.close();
  }
}

/** Every node under one, itself first. */
export function* nodesUnder(node: Node): Generator<Node> {
  yield node;
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesUnder(child);
}

/** The line of a node in its file, from 1. */
export function lineOf(node: Node, source: SourceFile): number {
  return source.text.slice(0, node.getStart(source)).split('\n').length;
}
