import type { SiteTrouble } from '../../core/doors/site.ts';

const ours: readonly string[] = ['private', 'dns', 'timeout', 'other'] satisfies readonly SiteTrouble[];

/** Whether the auditor’s own network may be why nothing came from an address; every other trouble is the server’s answer. */
export function mayBeOwnNetwork(why: string): boolean {
  return ours.includes(why);
}
