import type {
  CallExpression,
  Expression,
  Node,
  NoSubstitutionTemplateLiteral,
  StringLiteral,
} from 'typescript/unstable/ast';
import {
  isAsExpression,
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isSatisfiesExpression,
  isShorthandPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
} from 'typescript/unstable/ast/is';
import type { Checker, Type } from 'typescript/unstable/sync';
import { lineOf, nodesUnder, type TypedFile } from './read-sources.ts';

/** A text that is asked for: parts known to the compiler, with `null` where only the run knows what stands there. */
export interface KeyUse {
  readonly file: string;
  readonly line: number;
  readonly namespace: string;
  readonly parts: readonly (string | null)[];
  /** A cast says that not everything the compiler thinks possible can happen: one text for the whole call is enough. */
  readonly cast: boolean;
  /** Names of what is filled in; null where only the run knows them. */
  readonly filled: readonly string[] | null;
}

type Parts = readonly (string | null)[];

/** NodeBuilderFlags.InTypeAlias: writes a type out where an alias would hide its namespaces. */
const writtenOut = 1 << 23;

/** The texts that a file asks its dictionaries for, by every call of i18next's `t`, whatever it is called there. */
export function keyUses({ name, source, checker }: TypedFile): KeyUse[] {
  const calls = [...nodesUnder(source)].filter(
    (node): node is CallExpression => isCallExpression(node) && node.arguments.length > 0 && mayBeTranslation(node),
  );
  if (calls.length === 0) return [];
  const types = checker.getTypeAtLocation(calls.map((call) => call.expression));
  return calls.flatMap((call, index) => {
    const type = types[index];
    const namespace = type && namespaceOf(type, checker);
    if (!namespace) return [];
    const own = namedNamespace(call) ?? namespace;
    const [asked] = call.arguments as unknown as readonly [Expression];
    const cast = [...nodesUnder(asked)].some(isAsExpression);
    // Asked for as an object: every text below the key.
    const below = hasOption(call, 'returnObjects') ? ['.', null] : [];
    return valuesOf(asked, checker).map((value) => {
      const parts = join(value, below);
      const [first = null, ...rest] = parts;
      const [, prefix, key] = (first !== null && /^(\w+):(.*)$/s.exec(first)) || [undefined, own, first];
      return {
        ...{ file: name, line: lineOf(call, source), namespace: prefix ?? own, parts: [key ?? null, ...rest], cast },
        // One of many texts, by a type: each has its own blanks.
        filled: isPlainText(asked) || isConditionalExpression(asked) ? filledIn(call) : null,
      };
    });
  });
}

function mayBeTranslation({ expression }: CallExpression): boolean {
  return isIdentifier(expression) || (isPropertyAccessExpression(expression) && expression.name.text === 't');
}

/** The first namespace of a TFunction; keys without a prefix are its own. */
function namespaceOf(type: Type, checker: Checker): string | null {
  const words = checker.typeToString(type, undefined, writtenOut);
  return /^TFunction<[^"]*"(\w+)"/.exec(words)?.[1] ?? null;
}

function filledIn({ arguments: [, options] }: CallExpression): string[] | null {
  if (!options) return [];
  if (!isObjectLiteralExpression(options)) return null;
  const names = options.properties.map((each) =>
    (isPropertyAssignment(each) || isShorthandPropertyAssignment(each)) && isIdentifier(each.name)
      ? each.name.text
      : null,
  );
  return names.includes(null) ? null : (names as string[]);
}

function hasOption({ arguments: [, options] }: CallExpression, name: string): boolean {
  if (!options || !isObjectLiteralExpression(options)) return false;
  return options.properties.some(
    (each) => isPropertyAssignment(each) && isIdentifier(each.name) && each.name.text === name,
  );
}

/** The `ns` of a call's options. */
function namedNamespace({ arguments: [, options] }: CallExpression): string | null {
  if (!options || !isObjectLiteralExpression(options)) return null;
  for (const property of options.properties)
    if (isPropertyAssignment(property) && isIdentifier(property.name) && property.name.text === 'ns')
      return isPlainText(property.initializer) ? property.initializer.text : null;
  return null;
}

/** All values that an expression can have. A cast is looked through: it says one key where many are meant. */
function valuesOf(node: Expression, checker: Checker): Parts[] {
  if (isPlainText(node)) return [[node.text]];
  if (isParenthesizedExpression(node) || isAsExpression(node) || isSatisfiesExpression(node))
    return valuesOf(node.expression, checker);
  if (isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap((each) => valuesOf(each, checker));
  if (isTemplateExpression(node)) {
    let texts: Parts[] = [[node.head.text]];
    for (const { expression, literal } of node.templateSpans) {
      const middles = valuesOf(expression, checker);
      texts = texts.flatMap((text) => middles.map((middle) => join(join(text, middle), [literal.text])));
    }
    return texts;
  }
  const type = checker.getTypeAtLocation(node);
  const literals = type ? literalsOf(type, checker) : null;
  return literals ? literals.map((literal) => [literal]) : [[null]];
}

/** The texts of a literal type or a union of them; null where the type is wider. */
function literalsOf(type: Type, checker: Checker): string[] | null {
  if (type.isStringLiteralType() || type.isNumberLiteralType()) return [String(type.value)];
  if (type.isUnionType()) {
    const all = type.getTypes().map((each) => literalsOf(each, checker));
    return all.includes(null) ? null : (all as string[][]).flat();
  }
  if (!type.isTypeParameter()) return null;
  const constraint = checker.getBaseConstraintOfType(type);
  return constraint && constraint !== type ? literalsOf(constraint, checker) : null;
}

/** A text without anything to fill in. */
export function isPlainText(node: Node): node is StringLiteral | NoSubstitutionTemplateLiteral {
  return isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node);
}

/** Two texts one after the other; where text meets text they become one. */
function join(before: Parts, after: Parts): Parts {
  const last = before.at(-1);
  const [first, ...rest] = after;
  if (typeof last !== 'string' || typeof first !== 'string') return [...before, ...after];
  return [...before.slice(0, -1), last + first, ...rest];
}
