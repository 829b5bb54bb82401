interface PolicyFactory {
  createPolicy(name: 'default', rules: { createHTML(text: string): string | null }): unknown;
}

/**
 * Lets the page empty an element by `innerHTML = ''`, as React Aria does with what it has announced (LiveAnnouncer.clear), and
 * goes on refusing every other text: trusted types ask the policy named `default` about plain ones, and null is a no.
 */
export function allowEmptyHtml(): void {
  // Not in every browser yet, and not in TypeScript's DOM library.
  const { trustedTypes } = globalThis as { readonly trustedTypes?: PolicyFactory };
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) });
}
