import { describe, expect, it } from 'vitest';
import { createTlsDoor } from './door.ts';
import { day, type Issued, issue, issueChain } from './testing-certificates.ts';
import { loopback } from './testing-servers.ts';

// KeyUsageFlags.digitalSignature: what a server's own certificate has.
const signsData = 1;

function verify(root: Issued, chain: readonly Issued[], at = Date.now()) {
  const { door } = createTlsDoor({ offline: false, router: loopback, ca: root.pem });
  return door.verify(
    chain.map(({ der }) => der),
    at,
  );
}

describe('a path to a root (RFC 5280 §6.1)', () => {
  it('is found over the certificates in any order, with strangers between them', async () => {
    const [leaf, intermediate, root] = await issueChain();
    const stranger = await issue({ name: 'Stranger', ca: true });
    for (const chain of [
      [leaf, intermediate],
      [leaf, root, stranger, intermediate],
    ])
      expect(verify(root, chain)).toEqual({ trusted: true });
  });

  it('is not found without the intermediate, and found with one that was fetched', async () => {
    const [leaf, intermediate, root] = await issueChain();
    expect(verify(root, [leaf])).toMatchObject({
      code: 'no-issuer',
      why: expect.stringContaining('Test Intermediate'),
    });
    expect(verify(root, [leaf, intermediate]).trusted).toBe(true);
  });

  it('is over another certificate of the same authority when one has expired', async () => {
    const root = await issue({ name: 'Test Root', ca: true });
    const old = await issue({ name: 'Cross', ca: true, notAfter: Date.now() - day }, root);
    const leaf = await issue({ names: ['shop.example'] }, old);
    expect(verify(root, [leaf, old])).toMatchObject({ code: 'issuer-expired' });
    expect(verify(root, [leaf, old], Date.now() - 2 * day)).toEqual({ trusted: true });
  });

  it('does not lead to a root of nobody’s list, nor over a certificate that is no authority', async () => {
    const [leaf, intermediate, root] = await issueChain();
    const other = await issue({ name: 'Test Root', ca: true });
    expect(verify(other, [leaf, intermediate, root])).toMatchObject({ code: 'private-root' });
    const shop = await issue({ name: 'Shop', names: ['shop.example'] }, root);
    const forged = await issue({ names: ['bank.example'] }, shop);
    expect(verify(root, [forged, shop])).toMatchObject({
      code: 'issuer-not-ca',
      why: 'Shop may not issue certificates',
    });
    const silent = await issue({ name: 'Silent', ca: true, keyUsage: signsData }, root);
    const issued = await issue({ names: ['bank.example'] }, silent);
    expect(verify(root, [issued, silent])).toMatchObject({ code: 'issuer-not-ca' });
    const own = await issue({ names: ['shop.example'] });
    expect(verify(root, [own])).toMatchObject({ code: 'self-signed' });
    const usual = await issue({ names: ['shop.example'], keyUsage: signsData });
    expect(verify(root, [usual])).toMatchObject({ code: 'self-signed' });
    const namesake = await issue({ name: 'Test Root', names: ['shop.example'] }, root);
    expect(verify(root, [namesake])).toEqual({ trusted: true });
  });

  it('does not count a name without its key: the signature decides', async () => {
    const [leaf, , root] = await issueChain();
    const impostor = await issue({ name: 'Test Intermediate', organisation: 'Test Trust', ca: true }, root);
    expect(verify(root, [leaf, impostor]).trusted).toBe(false);
  });

  it('holds no weak signature and no short key', async () => {
    const root = await issue({ name: 'Test Root', ca: true });
    const weak = await issue({ name: 'Weak', ca: true, key: 'RSA-1024' }, root);
    expect(verify(root, [await issue({ names: ['a.example'] }, weak), weak])).toMatchObject({ code: 'weak-key' });
    const fine = await issue({ name: 'Fine', ca: true }, root);
    const sha1 = await issue({ names: ['a.example'], hash: 'SHA-1' }, fine);
    expect(verify(root, [sha1, fine])).toMatchObject({ code: 'weak-signature' });
  });

  it('ends where authorities certify each other in a circle', async () => {
    const root = await issue({ name: 'Test Root', ca: true });
    const a = await issue({ name: 'A', ca: true });
    const b = await issue({ name: 'B', ca: true }, a);
    const again = await issue({ name: 'A', ca: true }, b, a.keys);
    const leaf = await issue({ names: ['shop.example'] }, b);
    expect(verify(root, [leaf, b, again, b])).toMatchObject({ trusted: false, code: 'no-issuer' });
  });

  it('is given up where there are more ways than time', async () => {
    const root = await issue({ name: 'Test Root', ca: true });
    const a = await issue({ name: 'A', ca: true });
    const b = await issue({ name: 'B', ca: true }, a);
    const copies = await Promise.all(
      Array.from({ length: 15 }, async () => [
        await issue({ name: 'A', ca: true }, b, a.keys),
        await issue({ name: 'B', ca: true }, a, b.keys),
      ]),
    );
    const leaf = await issue({ names: ['shop.example'] }, b);
    expect(verify(root, [leaf, ...copies.flat()])).toMatchObject({ trusted: false });
  });

  it('is not in what is no certificate', async () => {
    const { door } = createTlsDoor({ offline: false, router: loopback });
    expect(door.verify([], 0)).toMatchObject({ code: 'unreadable' });
    expect(door.verify([new Uint8Array([0x30, 0x80])], 0)).toMatchObject({ code: 'unreadable' });
  });
});
