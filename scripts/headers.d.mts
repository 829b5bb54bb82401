export const contentSecurityPolicy: string;
export const headers: Readonly<Record<string, string>>;
