import { create } from 'zustand';
import { workerAddress } from '#workers/project/client.ts';
import { isSingleFile } from './app-version.ts';

/** What an attempt to send something out came to: refused by the policy, or (never expected) let through. */
export type SendingAttempt = 'none' | 'trying' | 'refused' | 'sent';

/** What the workers' scripts come with, beside the page: a policy from its head does not reach them. */
export type WorkerPolicy = 'same' | 'other' | 'none' | 'unread';

interface PrivacyStore {
  /** Addresses outside the page's own origin that the page has asked for since it was opened; null: the browser keeps no record. */
  readonly outbound: readonly string[] | null;
  /** What the policy has refused since then, as "directive: address". */
  readonly refused: readonly string[];
  /** The policy in force as the browser got it; null while unread or when there is none. */
  readonly policy: string | null;
  readonly workerPolicy: WorkerPolicy;
  readonly attempt: SendingAttempt;
}

export const usePrivacyStore = create<PrivacyStore>(() => ({
  outbound: null,
  refused: [],
  policy: null,
  workerPolicy: 'unread',
  attempt: 'none',
}));

/** Nobody has this name: `.invalid` is reserved (RFC 2606). */
const nowhere = 'https://outside.invalid/';

/** Counts, from the browser's own record, what the page has asked for outside itself. Call once, early. */
export function watchRequests(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    usePrivacyStore.setState(({ refused }) => ({ refused: [...refused, `${effectiveDirective}: ${blockedURI}`] })),
  );
  if (typeof PerformanceObserver === 'undefined') return;
  usePrivacyStore.setState({ outbound: [] });
  const own = window.location.origin;
  const observer = new PerformanceObserver((list) => {
    const asked = list.getEntries().filter(({ name }) => /^(https?|wss?):/.test(name) && new URL(name).origin !== own);
    // What the policy refused was never sent, though some browsers list it.
    const sent = asked.map(({ name }) => name).filter((name) => !name.startsWith(nowhere));
    if (sent.length > 0) usePrivacyStore.setState(({ outbound }) => ({ outbound: [...(outbound ?? []), ...sent] }));
  });
  observer.observe({ type: 'resource', buffered: true });
}

/**
 * Reads the policies that are in force: the page's from its head (the one-file edition) or from the answer that it came with,
 * the workers' from the answer of one of them.
 */
export async function readPolicy(): Promise<void> {
  const inHead = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content;
  const page = inHead ?? (await policyOf(window.location.href)) ?? null;
  usePrivacyStore.setState({ policy: page });
  // Workers that the one file carries have its policy: it is handed on to what starts from a blob.
  const workers = isSingleFile ? page : await policyOf(workerAddress);
  usePrivacyStore.setState({ workerPolicy: workers === undefined ? 'unread' : compare(workers, page) });
}

function compare(workers: string | null, page: string | null): WorkerPolicy {
  if (workers === null) return 'none';
  return workers === page ? 'same' : 'other';
}

/** The policy in the headers of a file of ours, as the browser (or the page that it keeps) has it; undefined: no answer. */
async function policyOf(address: string): Promise<string | null | undefined> {
  try {
    const answer = await fetch(address);
    void answer.body?.cancel();
    return answer.headers.get('Content-Security-Policy');
  } catch {
    return undefined;
  }
}

/** Tries to send nothing to nobody, so that the user sees the browser refuse it. */
export async function tryToSend(): Promise<void> {
  // The button stays enabled: one that is disabled under the finger loses the focus, and Escape no longer closes its dialog.
  if (usePrivacyStore.getState().attempt === 'trying') return;
  usePrivacyStore.setState({ attempt: 'trying' });
  const before = usePrivacyStore.getState().refused.length;
  await fetch(nowhere, { method: 'POST', mode: 'no-cors' }).then(
    () => usePrivacyStore.setState({ attempt: 'sent' }),
    () => undefined,
  );
  // The browser reports a refusal in a task of its own, after the failure.
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (usePrivacyStore.getState().attempt === 'sent') return;
  // A fetch also fails without a network; only the policy's own report counts as refused.
  usePrivacyStore.setState({ attempt: usePrivacyStore.getState().refused.length > before ? 'refused' : 'sent' });
}
