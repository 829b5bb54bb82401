import { type Expression, type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import {
  isBinaryExpression,
  isConditionalExpression,
  isIdentifier,
  isJsxAttribute,
  isJsxExpression,
  isJsxText,
  isNewExpression,
  isParenthesizedExpression,
  isPropertyAssignment,
  isTemplateExpression,
  isThrowStatement,
} from 'typescript/unstable/ast/is';
import { isPlainText } from './key-uses.ts';
import { lineOf } from './read-sources.ts';

/** A text for the user that stands in the code and not in a dictionary. */
export interface HardCodedText {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Attributes and properties whose value a person reads or hears. */
const spoken = new Set([
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder', 'title', 'alt'],
  ...['placeholder', 'label', 'header', 'caption', 'description', 'detail', 'explanation', 'unit', 'text', 'message'],
]);

/** Operators whose result can be either side or both. */
const shown = new Set([SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken, SyntaxKind.PlusToken]);

const letter = /\p{L}/u;
/** What only a sentence or a Chinese word looks like, wherever it stands. */
const prose = /\p{Script=Han}|\p{Lu}\p{Ll}+ \p{L}+|\p{L}+ \p{L}+ \p{L}+.*[.?!…]$/u;

/**
 * Texts for the user in the code of a screen: letters between tags, in an attribute or a property that is read out, and
 * anything that reads like prose, except what an error says to a programmer.
 */
export function hardCodedTexts(name: string, source: SourceFile): HardCodedText[] {
  const found = new Map<number, HardCodedText>();
  const add = (node: Node, text: string): void => {
    found.set(node.getStart(source), { file: name, line: lineOf(node, source), text: text.trim() });
  };
  const addTexts = (node: Expression): void => {
    for (const [place, text] of textsOf(node)) if (letter.test(text)) add(place, text);
  };
  const visit = (node: Node): void => {
    if (isThrowStatement(node) || (isNewExpression(node) && /Error$/.test(node.expression.getText(source)))) return;
    if (isJsxText(node) && letter.test(node.text)) add(node, node.text);
    if (isJsxExpression(node) && node.expression && !isJsxAttribute(node.parent)) addTexts(node.expression);
    if (isJsxAttribute(node) && spoken.has(node.name.getText(source)) && node.initializer) {
      const value = isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value) addTexts(value as Expression);
    }
    if (isPropertyAssignment(node) && isIdentifier(node.name) && spoken.has(node.name.text)) addTexts(node.initializer);
    if (isPlainText(node) && prose.test(node.text)) add(node, node.text);
    if (isTemplateExpression(node)) for (const [place, text] of textsOf(node)) if (prose.test(text)) add(place, text);
    node.forEachChild(visit);
  };
  visit(source);
  return [...found.values()];
}

/** The literal texts that an expression can show: either side of a choice, the fixed parts of a template. */
function textsOf(node: Expression): readonly (readonly [Node, string])[] {
  if (isPlainText(node)) return [[node, node.text]];
  if (isParenthesizedExpression(node)) return textsOf(node.expression);
  if (isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (operator === SyntaxKind.AmpersandAmpersandToken) return textsOf(node.right);
    return shown.has(operator) ? [...textsOf(node.left), ...textsOf(node.right)] : [];
  }
  if (isTemplateExpression(node))
    return [
      [node.head, node.head.text],
      ...node.templateSpans.flatMap(({ expression, literal }) => [
        ...textsOf(expression),
        [literal, literal.text] as const,
      ]),
    ];
  return [];
}
