/**
 * The one place that turns an address into a running script. The page's policy (`require-trusted-types-for 'script'`)
 * refuses plain text there; this named policy vouches for scripts that were built with the page and for nothing else.
 * https://www.w3.org/TR/trusted-types/
 */

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

/** Allowed by name in the `trusted-types` directive (scripts/build/headers.mjs). */
const policyName = 'debut-workers';

// Not in every browser yet, and not in TypeScript's DOM library.
const factory = (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;
const policy = factory?.createPolicy(policyName, { createScriptURL: demandOwnScript });

/** The address of a script of the page's own origin, or of one that the single file carries in itself; else throws. */
export function demandOwnScript(url: string): string {
  const here = globalThis.location;
  // A page opened from disk, and a worker that it carries, have no origin: their blobs are of `null`.
  const carrier = /^https?:/.test(here.protocol) ? here.origin : 'null';
  const isOwn = carrier !== 'null' && new URL(url, here.href).origin === carrier;
  if (!isOwn && !url.startsWith(`blob:${carrier}/`)) throw new TypeError(`not a script of this page: ${url}`);
  return url;
}

/** An address that the browser takes for one of a script. */
export function toScriptUrl(url: string): string {
  // Where the browser has trusted types the value is one of them, which TypeScript's DOM library does not know.
  return policy ? (policy.createScriptURL(url) as string) : demandOwnScript(url);
}

/**
 * Starts a worker that was built with the page. `url` comes from an import with `?worker&url`; `name` tells it from others in
 * the browser's tools and in tests.
 */
export function startWorker(url: string, name: string): Worker {
  // A module worker can't start from a blob on a page that was opened from disk.
  return new Worker(toScriptUrl(url), { name, type: url.startsWith('blob:') ? 'classic' : 'module' });
}
