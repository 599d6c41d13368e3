import { dirname, resolve } from 'node:path';
import { parseNetwork } from '../config/network.ts';
import type { Config } from '../config/schema.ts';
import type { Disk } from '../core/disk.ts';
import { faultOf, UserError } from '../core/fault.ts';
import type { NetworkOptions } from '../core/network.ts';

/**
 * The configuration's `network` with its certificate file read; `ownFile` is where it stands, and `network.ca` is relative to
 * it. Throws `UserError` for what cannot be honoured.
 */
export async function readNetwork(
  disk: Disk,
  { network }: Config,
  ownFile: string | undefined,
): Promise<NetworkOptions> {
  const ca = network?.ca;
  if (ca === undefined || ownFile === undefined) return parseNetwork(network, undefined);
  return parseNetwork(network, await readAuthorities(disk, resolve(dirname(ownFile), ca)));
}

async function readAuthorities(disk: Disk, path: string): Promise<string> {
  const hint = 'Give "network.ca" the path of a PEM file, relative to the configuration that names it.';
  try {
    const text = await disk.read(path);
    if (text !== undefined) return text;
  } catch (error) {
    throw new UserError(`"network.ca": ${path} cannot be read: ${faultOf(error).message}.`, hint, { cause: error });
  }
  throw new UserError(`"network.ca": there is no file ${path}.`, hint);
}
