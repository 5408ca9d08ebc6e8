/** Where the build leaves the hash of what it was made from. */
export declare const stampFile: string;
/** True when the server's dist was made from the present sources. */
export declare function isBuildFresh(): boolean;
export declare function hashOfSources(): string;
