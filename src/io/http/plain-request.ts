/** What a request will be, before anything of it is sent. */
export type RequestHead = {
  /** In capitals. */
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly signal: AbortSignal | undefined;
};

/** What SDKs hand to `fetch`: a ready `Request` (Vercel) or an address with options (Cloudflare, Stripe). */
export type FetchInput = Request | string | URL;

/** Method, address and headers of a request, whatever form it came in. Throws `TypeError` for an address that is none. */
export function requestHead(input: FetchInput, init?: RequestInit): RequestHead {
  const request = isRequest(input) ? input : undefined;
  return {
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: new URL(isRequest(input) ? input.url : input),
    headers: new Headers(init?.headers ?? request?.headers),
    signal: init?.signal ?? request?.signal ?? undefined,
  };
}

/** The body of a request as bytes; `undefined` when it has none. Reading consumes it. */
export async function requestBody(input: FetchInput, init?: RequestInit): Promise<Uint8Array | undefined> {
  const body = init?.body ?? (isRequest(input) ? input.body : undefined) ?? undefined;
  if (body === undefined) return undefined;
  return new Uint8Array(await new Response(body).arrayBuffer());
}

// By shape: a `Request` of another realm or library is no instance of ours, yet must not slip past the guard.
function isRequest(input: FetchInput): input is Request {
  return typeof input === 'object' && 'url' in input && 'method' in input;
}
