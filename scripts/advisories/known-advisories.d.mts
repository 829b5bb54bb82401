export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly ships: boolean;
}
export function packagesOf(lock: unknown): readonly LockedPackage[];
export function findKnown(
  packages: readonly LockedPackage[],
  advisories: readonly unknown[],
): readonly (LockedPackage & { readonly id: string })[];
export function compareVersions(a: string, b: string): number;
