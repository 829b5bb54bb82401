export const contentSecurityPolicy: string;
export const policyInPage: string;
export function singleFilePolicy(scriptHashes: string, styleHashes: string): string;
export const headers: Readonly<Record<string, string>>;
