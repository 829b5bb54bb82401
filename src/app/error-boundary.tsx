import { Component, lazy, type ReactNode, Suspense } from 'react';

const CrashNotice = lazy(async () => ({ default: (await import('./crash-notice.tsx')).CrashNotice }));

interface ErrorBoundaryProps {
  /** A change of it opens the screen anew. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly resetKey: string;
}

/** Keeps a screen that throws from taking the page with it; the work is in the stores and stays. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: Error): Partial<ErrorBoundaryState> {
    return { error };
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      // Should even the notice not load, the plain words of the error are better than nothing.
      <Suspense fallback={<code>{error.message}</code>}>
        <CrashNotice error={error} onAgain={() => this.setState({ error: null })} />
      </Suspense>
    );
  }
}
