declare const __DEBUT_VERSION__: string | undefined;

/** Version of the application, put in by the build. */
export const appVersion: string = typeof __DEBUT_VERSION__ === 'string' ? __DEBUT_VERSION__ : '0.0.0';
