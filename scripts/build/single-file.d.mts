import type { PluginOption } from 'vite';
export function singleFile(options: {
  readonly define: Readonly<Record<string, string>>;
  /** Holds the icon and the sample. */
  readonly publicFolder: string;
  /** Of the one file, in the build's folder. */
  readonly fileName: string;
}): PluginOption[];
