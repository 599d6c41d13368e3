import { resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import type { DnsDoor } from '../core/doors/dns.ts';
import { createDisk } from '../io/disk/disk.ts';
import { createDnsDoor } from '../io/dns/door.ts';
import { createFiles } from '../io/files/files.ts';
import { userAgent } from '../io/user-agent.ts';
import { readNetwork } from './network.ts';
import type { World } from './world.ts';

/** DNS as an audit of the working directory would ask it, and nothing else of an audit. Throws `UserError` for a broken configuration. */
export async function openDns(
  configFile: string | undefined,
  { cwd }: World,
): Promise<{ readonly dns: DnsDoor; readonly close: () => Promise<void> }> {
  const disk = createDisk();
  const ownFile = configFile === undefined ? undefined : resolve(cwd, configFile);
  const network = await readNetwork(disk, await loadConfig(createFiles(), disk, cwd, ownFile), ownFile);
  const { door, close } = createDnsDoor({ network, offline: false, userAgent: userAgent() });
  return { dns: door, close };
}
