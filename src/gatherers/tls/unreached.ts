import { unreachedReason } from '../../analysis/tls-answers/reach.ts';
import { UnavailableError } from '../../core/fault.ts';
import { connectHint } from '../../core/network.ts';

type Host = {
  readonly host: string;
  readonly port: number;
  readonly trouble?: { readonly why: string; readonly detail: string } | undefined;
};

/** Throws `UnavailableError` when not one of the hosts could be learnt anything about. */
export function throwIfUnreached(hosts: readonly Host[]): void {
  const [first] = hosts;
  if (first === undefined) return;
  const open = hosts.map(({ trouble }) => unreachedReason(trouble));
  const [reason] = open;
  if (reason === undefined || open.includes(undefined)) return;
  throw new UnavailableError(reason, wayOut(first));
}

function wayOut({ host, port, trouble }: Host): string {
  const said = `${host}:${port}: ${trouble?.detail ?? 'nothing was learnt'}`;
  if (trouble?.why === 'private') return `${said}; ${connectHint}`;
  if (trouble?.why === 'no-address') return `${said}; publish its address, or ${connectHint}`;
  return `${said}; see whether the server is up and reachable from here, then run the audit again`;
}
