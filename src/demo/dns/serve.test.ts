import { decode, encode, type RecordType } from 'dns-packet';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { authorityOf } from './authority.ts';
import type { DnsFault } from './fault.ts';
import { type DnsServeOptions, type ServedDns, serveDns } from './serve.ts';
import { ask, inShort, overTcp, overUdp, questionFor } from './testing.ts';
import { zone } from './zone.ts';

const acme = zone(
  'acme.test',
  `@ SOA ns1 hostmaster 1\nshop A 192.0.2.80\nlong TXT ${Array.from({ length: 4 }, () => `"${'x'.repeat(200)}"`).join(' ')}
longer TXT ${Array.from({ length: 8 }, () => `"${'x'.repeat(200)}"`).join(' ')}`,
);

const open: ServedDns[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serving(options: DnsServeOptions = {}): Promise<ServedDns> {
  const served = await serveDns(authorityOf([acme]), options);
  open.push(served);
  return served;
}

describe('over UDP', () => {
  it.each([
    ['shop.acme.test', 'A', 0, false],
    ['long.acme.test', 'TXT', 0, true],
    ['long.acme.test', 'TXT', 400, true],
    ['long.acme.test', 'TXT', 1_232, false],
    ['longer.acme.test', 'TXT', 4_096, true],
  ] as const)('%s %s for a client that takes %i bytes: truncated %s (RFC 6891 section 6.2.5)', async (...given) => {
    const [name, type, edns, truncated] = given;
    const packet = await ask((await serving()).address, name, type, { edns });
    expect([packet.flag_tc, packet.answers?.length]).toEqual([truncated, truncated ? 0 : 1]);
  });

  it('answers to the id and the case that came', async () => {
    const packet = await ask((await serving()).address, 'sHoP.aCmE.tEsT', 'A');
    expect([packet.id, packet.questions?.[0]?.name]).toEqual([4711, 'sHoP.aCmE.tEsT']);
  });

  it('refuses versions of EDNS that it does not speak (RFC 6891 section 6.1.3)', async () => {
    const packet = await ask((await serving()).address, 'shop.acme.test', 'A', { ednsVersion: 1 });
    expect([packet.additionals?.[0], inShort(packet).answers]).toMatchObject([{ extendedRcode: 1 }, []]);
  });

  it('says FORMERR to two questions and NOTIMP to another opcode', async () => {
    const { address } = await serving();
    const questions = [
      { name: 'shop.acme.test', type: 'A' },
      { name: 'acme.test', type: 'A' },
    ] as const;
    const two = await overUdp(address, encode({ type: 'query', id: 1, questions: [...questions] }));
    const notify = await overUdp(address, encode({ type: 'query', id: 2, flags: 4 << 11, questions: [questions[0]] }));
    const rcodes = [two, notify].map((bytes) => inShort(decode(bytes ?? Buffer.alloc(0))).rcode);
    expect(rcodes).toEqual(['FORMERR', 'NOTIMP']);
  });

  it.each([
    ['AXFR', 'REFUSED'],
    ['ANY', 'REFUSED'],
    ['UNKNOWN_65', 'NOERROR'],
  ])('answers %s with %s and no record', async (type, rcode) => {
    const packet = await ask((await serving()).address, 'shop.acme.test', type as RecordType);
    expect(inShort(packet)).toEqual({ rcode, answers: [] });
  });

  it('survives whatever is sent to it', async () => {
    const { address } = await serving();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
        await overUdp(address, Buffer.from(bytes), 1);
      }),
      { numRuns: 60 },
    );
    expect(inShort(await ask(address, 'shop.acme.test', 'A')).rcode).toBe('NOERROR');
  });
});

describe('over TCP', () => {
  it('answers whole, several questions on one connection, byte by byte', async () => {
    const { address, queries } = await serving();
    const messages = [questionFor('longer.acme.test', 'TXT'), questionFor('shop.acme.test', 'A')];
    const answers = (await overTcp(address, messages, true)).map((bytes) => inShort(decode(bytes)).answers);
    expect(answers.flat().toSorted()).toEqual(['longer.acme.test TXT', 'shop.acme.test A']);
    expect(queries()).toEqual([
      { name: 'longer.acme.test', type: 'TXT', transport: 'tcp' },
      { name: 'shop.acme.test', type: 'A', transport: 'tcp' },
    ]);
  });
});

describe('a fault', () => {
  const answerTo = async (fault: DnsFault) => {
    const { address } = await serving({ faults: [{ name: 'shop.acme.test', fault }] });
    return overUdp(address, questionFor('shop.acme.test', 'A'), 300);
  };

  it.each([
    [{ kind: 'drop' }, undefined],
    [{ kind: 'empty' }, Buffer.alloc(0)],
    [{ kind: 'garbage' }, Buffer.from('this is no DNS message')],
  ] as const)('%j', async (fault, bytes) => expect(await answerTo(fault)).toEqual(bytes));

  it.each([
    [{ kind: 'rcode', rcode: 'SERVFAIL' }, { id: 4711 }, 'SERVFAIL'],
    [{ kind: 'truncated' }, { id: 4711, flag_tc: true, answers: [] }, 'NOERROR'],
    [{ kind: 'wrong-id' }, { id: 4712 }, 'NOERROR'],
    [{ kind: 'wrong-question' }, { questions: [{ name: 'not-shop.acme.test' }] }, 'NOERROR'],
    [{ kind: 'late', ms: 5 }, { answers: [{ type: 'A' }] }, 'NOERROR'],
    [{ kind: 'loop' }, { answers: [{ data: 'loop.shop.acme.test' }, { data: 'shop.acme.test' }] }, 'NOERROR'],
  ] as const)('%j', async (fault, shape, rcode) => {
    const packet = decode((await answerTo(fault)) ?? Buffer.alloc(0));
    expect(packet).toMatchObject(shape);
    expect(inShort(packet).rcode).toBe(rcode);
  });

  it('stays truncated over TCP', async () => {
    const { address } = await serving({ faults: [{ fault: { kind: 'truncated' } }] });
    const [bytes] = await overTcp(address, [questionFor('shop.acme.test', 'A')]);
    expect(decode(bytes ?? Buffer.alloc(0)).flag_tc).toBe(true);
  });

  it('is for its names, type, transport and number of times, and can be taken back', async () => {
    const served = await serving({
      faults: [
        { name: '.acme.test', type: 'A', transport: 'udp', fault: { kind: 'rcode', rcode: 'REFUSED' }, times: 1 },
      ],
    });
    const rcodes = async () => inShort(await ask(served.address, 'shop.acme.test', 'A')).rcode;
    expect(inShort(await ask(served.address, 'shop.acme.test', 'TXT')).rcode).toBe('NOERROR');
    expect([await rcodes(), await rcodes()]).toEqual(['REFUSED', 'NOERROR']);
    served.fail([{ fault: { kind: 'rcode', rcode: 'SERVFAIL' } }]);
    expect(await rcodes()).toBe('SERVFAIL');
    served.fail([]);
    expect(await rcodes()).toBe('NOERROR');
  });
});

it('closes twice, with a connection open and an answer on its way', async () => {
  const served = await serving({ latencyMs: 50 });
  void overUdp(served.address, questionFor('shop.acme.test', 'A'), 60);
  await ask(served.address, 'shop.acme.test', 'A');
  await served.close();
  await expect(served.close()).resolves.toBeUndefined();
  await expect(overTcp(served.address, [questionFor('shop.acme.test', 'A')])).rejects.toThrow('ECONNREFUSED');
});
