interface Stage {
  readonly name: string;
  readonly reads: readonly string[];
  readonly runs: readonly { readonly bench?: string; readonly script?: string }[];
}
export const stages: readonly Stage[];
