import { ProviderFault } from '../../core/fault.ts';
import { neutraliseLine } from '../../core/text.ts';
import type { Exchange } from './exchange.ts';

/** The JSON of a successful answer. Throws `ProviderFault`: a page, another content type and half a document are no data. */
export function parseJson({ headers, bytes }: Exchange, title: string): unknown {
  const type = mediaType(headers);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') throw new ProviderFault(`${title} sent an empty answer`, 'run the audit again');
  if (type === 'text/html' || /^\s*<(?:!doctype|html|head|body)/i.test(text)) {
    throw new ProviderFault(
      `${title} answered with a web page instead of data`,
      'look for a login page, proxy or firewall between this machine and the API, and check the endpoint',
    );
  }
  if (!isJson(type)) {
    const named = type === '' ? 'no content type' : `the content type ${neutraliseLine(type, 60)}`;
    throw new ProviderFault(`${title} sent ${named} where JSON was expected`, 'check the endpoint');
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text around the error, which may be a secret.
    throw new ProviderFault(
      `${title} sent a document that is cut off or no JSON (${bytes.byteLength} bytes)`,
      'run the audit again; if it happens every time, look for a proxy in between',
    );
  }
}

/** The JSON of an answer that is an error anyway; `undefined` when it is no JSON. */
export function errorJson({ headers, bytes }: Exchange): unknown {
  if (!isJson(mediaType(headers))) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // The status already says what went wrong; the body would only have named it.
    return undefined;
  }
}

function mediaType(headers: Headers): string {
  return (headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();
}

function isJson(type: string): boolean {
  return type === 'application/json' || /^[a-z]+\/[^;]*\+json$/.test(type);
}
