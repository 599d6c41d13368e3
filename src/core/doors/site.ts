/** One plain read of the audited site. No redirect is followed. */
export type SiteRequest = {
  /** http: or https:, without user info. */
  readonly url: string;
  /** GET without it. */
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Where to connect instead, past the edge in front of the site: a name or an address, at the URL's port. The `Host` header and the
   * certificate's name stay the URL's. Where `network.connect` leads the URL's host elsewhere, it must name this one too.
   */
  readonly via?: string;
  /** The body is read up to here and dropped beyond it; at most, and by default, 1 MiB. */
  readonly maxBytes?: number;
};

/** Why no answer came. `private`: the address belongs to the auditor's own network and nothing was sent. */
export type SiteTrouble =
  | 'private'
  | 'no-address'
  | 'dns'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'tls'
  | 'not-http'
  | 'other';

/** What the site answered, or why nothing came: both are facts about the launch. */
export type SiteAnswer =
  | {
      readonly state: 'answered';
      readonly url: string;
      readonly status: number;
      /** In order, names in lower case, repeated ones apart (`set-cookie`). */
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** As UTF-8; empty for HEAD. */
      readonly body: string;
      /** Whether there was more than `maxBytes`. */
      readonly truncated: boolean;
      /** Where it was connected to: `203.0.113.7:443`. */
      readonly address: string;
    }
  | { readonly state: 'failed'; readonly url: string; readonly why: SiteTrouble; readonly detail: string };

/**
 * The audited site over HTTP. An address is asked once a run (same method, headers and URL); only an aborted signal throws.
 * Certificates are verified: what does not verify is `tls`.
 */
export type SiteDoor = {
  ask(request: SiteRequest, signal: AbortSignal): Promise<SiteAnswer>;
  /** Requests sent so far by host, for the promise of about a dozen. */
  requests(): ReadonlyMap<string, number>;
};
