import { neutraliseLine } from '../../core/text.ts';
import type { RequestHead } from './plain-request.ts';

/** Leave to send one exact request that is not a plain read. The name is the probe's, as the person was asked for it. */
export type Permit = {
  readonly name: string;
  readonly method: string;
  readonly origin: string;
  readonly path: string;
};

/** Where a provider's requests may go. Only `credentialOrigin` ever sees a credential. */
export type GuardPolicy = {
  readonly origins: readonly string[];
  readonly credentialOrigin: string;
  /** Names of the headers that carry this provider's credential, beside the usual ones. */
  readonly credentialHeaders: readonly string[];
  readonly permits: readonly Permit[];
};

type Asked = Pick<RequestHead, 'method' | 'url'>;

/** A request that must never be sent was about to be: a bug of ours, not a matter of configuration. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
  constructor(request: Asked, why: string) {
    super(`refused to send ${neutraliseLine(request.method, 20)} to ${request.url.host || 'no host'}: ${why}`);
  }
}

const usualCredentialHeaders = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'x-auth-key'];

/** Throws `RefusedRequestError` unless the request only reads, stays at the provider and keeps the credential there. */
export function guardRequest(request: RequestHead, policy: GuardPolicy): void {
  const { url } = request;
  if (!policy.origins.includes(url.origin)) {
    throw new RefusedRequestError(request, 'it is not an address of this provider');
  }
  if (url.username !== '' || url.password !== '') {
    throw new RefusedRequestError(request, 'its address carries a user name or password');
  }
  if (!readsOnly(request) && !policy.permits.some((permit) => covers(permit, request))) {
    throw new RefusedRequestError(request, 'only GET and HEAD are sent without a permit');
  }
  if (url.origin !== policy.credentialOrigin && carriesCredential(request, policy)) {
    throw new RefusedRequestError(request, 'a credential may not leave for another address');
  }
}

/** Whether a request is GET or HEAD. */
export function readsOnly(request: Pick<RequestHead, 'method'>): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function covers(permit: Permit, request: RequestHead): boolean {
  const { url } = request;
  return permit.method === request.method && permit.origin === url.origin && permit.path === url.pathname;
}

function carriesCredential(request: RequestHead, policy: GuardPolicy): boolean {
  const names = [...usualCredentialHeaders, ...policy.credentialHeaders];
  return names.some((name) => (request.headers.get(name) ?? '') !== '');
}
