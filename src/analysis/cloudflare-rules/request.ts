/** Three values: what is not known stays unknown through the logic. */
export type Truth = boolean | 'unknown';

/**
 * Headers as far as they are known, by lower-case name: a list of values, empty for one that is known to be absent. A name
 * that is not in the map is unknown. Cookies are read from `cookie`.
 */
export type KnownHeaders = ReadonlyMap<string, readonly string[]>;

/** A visitor's request as the rules see it. */
export type EdgeRequest = {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The `Host` header as it was sent. */
  readonly host: string;
  /** After normalization and URL rewrites: what `http.request.uri.path` gives. */
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  /** Before them: what `raw.http.request.uri.path` gives. */
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly headers: KnownHeaders;
};

/** An origin's answer as response rules see it. */
export type EdgeResponse = { readonly status: number | undefined; readonly headers: KnownHeaders };
