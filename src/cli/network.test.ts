import { expect, test } from 'vitest';
import type { Disk } from '../core/disk.ts';
import { readNetwork } from './network.ts';

const nobody = (): never => {
  throw new Error('the disk is not written');
};

function diskWith(files: Readonly<Record<string, string | Error>>): Disk {
  const read = async (path: string) => {
    const file = files[path];
    if (file instanceof Error) throw file;
    return file;
  };
  return { read, write: nobody, list: nobody, isLink: nobody };
}

test('the certificate file lies beside the configuration that names it', async () => {
  const asked = readNetwork(diskWith({}), { network: { ca: './ca.pem' } }, '/home/ana/launch.jsonc');
  await expect(asked).rejects.toThrow('there is no file /home/ana/ca.pem');
  const broken = readNetwork(diskWith({ '/ca.pem': new Error('no') }), { network: { ca: '/ca.pem' } }, '/home/a.jsonc');
  await expect(broken).rejects.toThrow('/ca.pem cannot be read');
  const empty = readNetwork(diskWith({ '/ca.pem': 'hello' }), { network: { ca: '/ca.pem' } }, '/home/a.jsonc');
  await expect(empty).rejects.toThrow('holds no certificate');
});

test('nothing said is nothing changed', async () => {
  expect(await readNetwork(diskWith({}), {}, undefined)).toEqual({ connect: new Map() });
});
