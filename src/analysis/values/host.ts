import type { ValueTrait } from '../../artifacts/env/value.ts';

type LocalKind = Extract<ValueTrait, { kind: 'url' }>['local'];

/** A URL's host name in lower case, without the brackets of IPv6 and without a final dot. */
export function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** Why a host is no production host, when it is none. */
export function localKind(host: string): LocalKind {
  if (isLoopback(host)) return 'loopback';
  if (isPrivate(host)) return 'private';
  if (host.endsWith('.vercel.app')) return 'vercel-preview';
  return isExample(host) ? 'example' : undefined;
}

/** Whether a host is the machine that asks. RFC 1122, RFC 4291, RFC 6761. */
export function isLoopback(host: string): boolean {
  return (
    /^(?:.*\.)?localhost$/.test(host) ||
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    ['0.0.0.0', '::1', '::'].includes(host) ||
    /^::ffff:(?:127\.|7f[0-9a-f]{2}:)/.test(host)
  );
}

/** Whether a host is a container's or a neighbour's name: one label, which no public DNS answers. */
export function isContainer(host: string): boolean {
  return host === 'host.docker.internal' || !/[.:]/.test(host);
}

/** The Supabase project in a host name: its `ref`. */
export function supabaseProject(host: string): string | undefined {
  return /^(?:db\.)?([a-z0-9-]+)\.supabase\.(?:co|in|red)$/.exec(host)?.[1];
}

// RFC 1918, 3927, 4193 and 4291, RFC 6762 (.local), RFC 2606 (.test), ICANN's .internal.
function isPrivate(host: string): boolean {
  return (
    /^(?:10\.\d+|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+$/.test(host) ||
    /^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host) ||
    /\.(?:local|lan|test|internal)$/.test(host) ||
    isContainer(host)
  );
}

// RFC 2606 and RFC 6761, and the stand-ins that templates come with.
function isExample(host: string): boolean {
  return (
    /(?:^|\.)(?:example(?:\.(?:com|org|net))?|invalid)$/.test(host) ||
    /(?:^|\.)(?:your-?(?:domain|site|app)|my-?domain)\.[a-z]{2,20}$/.test(host)
  );
}
