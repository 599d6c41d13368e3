import dnsPacket, { type Answer } from 'dns-packet';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsType } from '../../core/doors/dns.ts';
import { judgeAnswer } from './heard.ts';
import { readMessage } from './message.ts';
import { parseName, readName } from './name.ts';
import { encodeQuery, type Query } from './query.ts';
import { parseServer, serverName } from './system-servers.ts';

function ask(name: string, type: DnsType): Query {
  const parsed = parseName(name);
  if (parsed.state === 'bad') throw new Error(parsed.why);
  const question = { name: parsed.name, type, recursion: true, checkingDisabled: false };
  return encodeQuery(question, { edns: true, mixed: false });
}

function message(answers: readonly Answer[], name = 'example.com', type: DnsType = 'A'): Buffer {
  return dnsPacket.encode({ type: 'response', questions: [{ name, type }], answers: [...answers] });
}

/** A message with one record whose data is given as it stands. */
function rawRecord(type: number, data: Buffer, length = data.length): Buffer {
  const head = message([]);
  head.writeUInt16BE(1, 6);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(length, 10);
  return Buffer.concat([head, record, data]);
}

const owner = { name: 'example.com', ttl: 60 } as const;

describe('records', () => {
  const cases: readonly (readonly [DnsType, Answer, object])[] = [
    ['A', { ...owner, type: 'A', data: '192.0.2.1' }, { address: '192.0.2.1' }],
    ['AAAA', { ...owner, type: 'AAAA', data: '2001:db8::1' }, { address: '2001:db8::1' }],
    ['NS', { ...owner, type: 'NS', data: 'NS1.Example.NET' }, { target: 'ns1.example.net' }],
    ['PTR', { ...owner, type: 'PTR', data: 'host.example.net' }, { target: 'host.example.net' }],
    [
      'MX',
      { ...owner, type: 'MX', data: { preference: 10, exchange: 'MX.example.com' } },
      { preference: 10, exchange: 'mx.example.com' },
    ],
    ['MX', { ...owner, type: 'MX', data: { preference: 0, exchange: '.' } }, { preference: 0, exchange: '' }],
    [
      'TXT',
      { ...owner, type: 'TXT', data: ['v=spf1 ', '-all'] },
      { text: 'v=spf1 -all', strings: ['v=spf1 ', '-all'] },
    ],
    [
      'CAA',
      { ...owner, type: 'CAA', data: { flags: 128, tag: 'issue', value: 'ca.example; x=1' } },
      { critical: true, tag: 'issue', value: 'ca.example; x=1' },
    ],
    [
      'SOA',
      { ...owner, type: 'SOA', data: { mname: 'ns1.example.com', rname: 'a\\.b.example.com', serial: 9 } },
      { primary: 'ns1.example.com', mailbox: 'a\\.b.example.com', serial: 9 },
    ],
    [
      'DS',
      { ...owner, type: 'DS', data: { keyTag: 7, algorithm: 13, digestType: 2, digest: Buffer.alloc(32) } },
      { keyTag: 7, algorithm: 13, digestType: 2 },
    ],
    [
      'DNSKEY',
      { ...owner, type: 'DNSKEY', data: { flags: 257, algorithm: 13, key: Buffer.alloc(64) } },
      { flags: 257, algorithm: 13 },
    ],
  ];
  test.each(cases)('%s is read', (type, answer, expected) => {
    expect(readMessage(message([answer]), type).answers).toEqual([{ ...owner, type, ...expected }]);
  });

  test('a TXT character that two strings share is whole in the text; bytes that are no UTF-8 do no harm', () => {
    const [first, second] = [Buffer.from([0xc3]), Buffer.from([0xa9, 0xff])];
    const { answers } = readMessage(message([{ ...owner, type: 'TXT', data: [first, second] }]), 'TXT');
    expect(answers).toMatchObject([{ text: 'é\ufffd' }]);
  });

  test('types that nobody asked for are passed over, known or not, sound or not', () => {
    const odd = { name: 'example.com', ttl: 60, type: 'UNKNOWN_65', data: Buffer.from([0, 1, 0]) } as unknown as Answer;
    const broken = { name: 'example.com', ttl: 60, type: 'UNKNOWN_48', data: Buffer.from([1]) } as unknown as Answer;
    const { answers } = readMessage(message([odd, broken, { ...owner, type: 'A', data: '192.0.2.1' }]), 'A');
    expect(answers).toMatchObject([{ address: '192.0.2.1' }]);
  });

  test('RFC 2181 §5: a record that is there twice is there once', () => {
    const one: Answer = { ...owner, type: 'TXT', data: 'v=spf1 -all' };
    expect(readMessage(message([one, { ...one, ttl: 30 }, { ...one, data: 'other' }]), 'TXT').answers).toHaveLength(2);
  });

  test('RFC 2181 §8: a TTL with its highest bit set is 0', () => {
    const { answers } = readMessage(message([{ ...owner, type: 'A', ttl: 0x80000001, data: '192.0.2.1' }]), 'A');
    expect(answers).toMatchObject([{ ttl: 0 }]);
  });

  test.each([
    ['an address of three octets', 1, Buffer.of(192, 0, 2), 'A'],
    ['an address of five octets', 1, Buffer.of(192, 0, 2, 1, 1), 'A'],
    ['a TXT string beyond its record', 16, Buffer.of(9, 1), 'TXT'],
    ['a CAA tag beyond its record', 257, Buffer.of(0, 9, 65), 'CAA'],
    ['an alias that ends too early', 5, Buffer.of(1, 97, 0, 0), 'A'],
    ['an alias that points to itself', 5, Buffer.of(0xc0, 41), 'A'],
    ['an MX without a name', 15, Buffer.of(0, 10), 'MX'],
    ['half an SOA', 6, Buffer.of(0, 0, 0), 'SOA'],
  ] as const)('%s is an error', (_what, number, data, type) => {
    expect(() => readMessage(rawRecord(number, data), type)).toThrow();
  });

  test('a record that is longer than its message is an error', () => {
    expect(() => readMessage(rawRecord(1, Buffer.of(192, 0, 2, 1), 400), 'A')).toThrow('cut off');
  });
});

describe('names on the wire', () => {
  test('RFC 1035 §5.1: dots and bytes inside labels are escaped, and come back as they were', () => {
    const wire = Buffer.from([4, 0x61, 0x2e, 0x5c, 0xff, 3, 0x43, 0x4f, 0x4d, 0]);
    expect(readName(wire, 0)).toEqual({ text: String.raw`a\.\\\255.com`, end: 10 });
    const parsed = parseName(String.raw`a\.\\\255.com`);
    expect(parsed.state === 'name' && Buffer.concat(parsed.name.labels)).toEqual(Buffer.from('a.\\\xffcom', 'latin1'));
  });

  test('RFC 1035 §4.1.4: pointers lead back only', () => {
    expect(readName(Buffer.from([1, 0x61, 0, 1, 0x62, 0xc0, 0]), 3)).toEqual({ text: 'b.a', end: 7 });
    for (const bytes of [
      [0xc0, 0],
      [0xc0, 2, 0xc0, 0],
      [1, 0x61, 0xc0, 0],
    ]) {
      expect(() => readName(Buffer.from(bytes), 0)).toThrow(RangeError);
    }
  });

  test('any bytes read as a name can be asked for again', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 8 }), (labels) => {
        const wire = Buffer.concat([...labels.map((label) => Buffer.from([label.length, ...label])), Buffer.of(0)]);
        const { text } = readName(wire, 0);
        const again = parseName(text === '' ? '.' : text);
        expect(again).toMatchObject({ state: 'name', name: { text } });
      }),
      { numRuns: 200 },
    );
  });

  test('no text is an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 80 }), (units) => {
        const text = String.fromCharCode(...units);
        const parsed = parseName(text);
        if (parsed.state === 'bad') return;
        const again = parseName(parsed.name.text || '.');
        expect(again.state === 'name' && again.name.text).toBe(parsed.name.text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile messages', () => {
  const query = ask('www.example.com', 'MX');
  const sound = dnsPacket.encode({
    type: 'response',
    id: query.bytes.readUInt16BE(0),
    questions: [{ name: 'www.example.com', type: 'MX' }],
    answers: [
      { type: 'CNAME', name: 'www.example.com', ttl: 60, data: 'mail.example.com' },
      { type: 'MX', name: 'mail.example.com', ttl: 60, data: { preference: 1, exchange: 'mx.example.com' } },
    ],
    authorities: [{ type: 'SOA', name: 'example.com', data: { mname: 'ns1.example.com', rname: 'h.example.com' } }],
  });

  test('a sound one is understood', () => {
    expect(judgeAnswer(query, sound)).toMatchObject({ state: 'message' });
  });

  test('random bytes are judged, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(['lie', 'malformed']).toContain(judgeAnswer(query, Buffer.from(bytes)).state);
      }),
      { numRuns: 300 },
    );
  });

  test('changed bytes in a sound message never throw, and never give records of other types', () => {
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(sound.length), (changes, length) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at] = value;
        const heard = judgeAnswer(query, length % 3 === 0 ? bytes.subarray(0, length) : bytes);
        if (!('message' in heard)) return;
        for (const { type } of heard.message.answers) expect(['MX', 'CNAME']).toContain(type);
      }),
      { numRuns: 300 },
    );
  });

  test('thousands of records that point at each other are read in no time worth telling', () => {
    const head = Buffer.from(message([]));
    head.writeUInt16BE(0xffff, 6);
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
    const bytes = Buffer.concat([head, ...Array.from({ length: 4000 }, () => record)]);
    expect(() => readMessage(bytes, 'A')).toThrow(RangeError);
  });
});

test.each([
  ['192.0.2.1', { host: '192.0.2.1', port: 53 }, '192.0.2.1'],
  ['192.0.2.1:5353', { host: '192.0.2.1', port: 5353 }, '192.0.2.1:5353'],
  ['2001:db8::1', { host: '2001:db8::1', port: 53 }, '2001:db8::1'],
  ['[2001:db8::1]:5353', { host: '2001:db8::1', port: 5353 }, '[2001:db8::1]:5353'],
  ['fe80::1%eth0', { host: 'fe80::1%eth0', port: 53 }, 'fe80::1%eth0'],
])('the system server %s is understood', (written, endpoint, name) => {
  expect(parseServer(written)).toEqual(endpoint);
  expect(serverName(endpoint)).toBe(name);
});
