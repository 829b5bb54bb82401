declare const __DEBUT_VERSION__: string | undefined;

/** Version of the application, put in by the build. */
export const appVersion: string = typeof __DEBUT_VERSION__ === 'string' ? __DEBUT_VERSION__ : '0.0.0';

declare const __DEBUT_SINGLE_FILE__: boolean | undefined;

/** Whether this is the edition that carries everything in one HTML file. */
export const isSingleFile: boolean = typeof __DEBUT_SINGLE_FILE__ === 'boolean' && __DEBUT_SINGLE_FILE__;
