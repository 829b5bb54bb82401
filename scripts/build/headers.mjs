/**
 * Headers of every file that the project's own server sends. The policy forbids every foreign origin; `wasm-unsafe-eval`
 * is what compiling the WebAssembly kernels needs. Worker files get the same policy: a page's policy does not reach them.
 * Text becomes a running script only through the one trusted-types policy of src/workers/start-worker.ts; that of
 * src/ui/empty-html.ts lets the empty text through as markup.
 */
const trustedTypes = ["require-trusted-types-for 'script'", 'trusted-types debut-workers default'];

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  ...trustedTypes,
].join('; ');

/** The same for the head of a page whose host sends no headers of ours; who may frame it can only be said by a header. */
export const policyInPage = contentSecurityPolicy
  .split('; ')
  .filter((directive) => !directive.startsWith('frame-ancestors'))
  .join('; ');

/** The policy in the head of the single file, given the hashes of its script and its style sheet. */
export function singleFilePolicy(scriptHashes, styleHashes) {
  return [
    "default-src 'none'",
    `script-src ${scriptHashes} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    `style-src ${styleHashes}`,
    'font-src data:',
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
    ...trustedTypes,
  ].join('; ');
}

export const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
