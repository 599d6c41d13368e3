import dnsPacket from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { a, cname, extendedError, never, openDoor, soa, startDnsServer } from './testing.ts';

const { AUTHORITATIVE_ANSWER: aa, AUTHENTIC_DATA: ad, RECURSION_AVAILABLE: ra, CHECKING_DISABLED: cd } = dnsPacket;

describe('a question over UDP', () => {
  test('is answered with records, and says who answered', async () => {
    await using server = await startDnsServer(({ name }) => ({ answers: a(name, '192.0.2.1', '192.0.2.2') }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('Shop.Example.com.', 'A', never());
    expect(answer).toMatchObject({
      state: 'found',
      server: `127.0.0.1:${server.endpoint.port}`,
      chain: [],
      authenticated: false,
      records: [
        { name: 'shop.example.com', type: 'A', ttl: 300, address: '192.0.2.1' },
        { name: 'shop.example.com', type: 'A', ttl: 300, address: '192.0.2.2' },
      ],
    });
    expect(dns.door.resolver).toBe(`127.0.0.1:${server.endpoint.port}`);
  });

  test('asks for recursion, AD and EDNS with DO and 1232 bytes; CD on request alone', async () => {
    await using server = await startDnsServer(() => ({}));
    await using dns = openDoor(server);
    await dns.door.ask('example.com', 'TXT', never());
    await dns.door.ask('example.com', 'TXT', never(), { checkingDisabled: true });
    const [plain, unchecked] = server.seen;
    expect(plain?.flags).toBe(dnsPacket.RECURSION_DESIRED | ad);
    expect(unchecked?.flags).toBe(dnsPacket.RECURSION_DESIRED | ad | cd);
    const [opt] = dnsPacket.decode(plain?.bytes ?? Buffer.alloc(0)).additionals ?? [];
    expect(opt).toMatchObject({ type: 'OPT', udpPayloadSize: 1232, flag_do: true });
  });

  test('NXDOMAIN, NODATA and SERVFAIL are three different answers', async () => {
    await using server = await startDnsServer(({ name }) => {
      if (name.startsWith('no.')) return { rcode: 3, authorities: [soa('example.com')] };
      return name.startsWith('empty.') ? { authorities: [soa('example.com')] } : { rcode: 2 };
    });
    await using dns = openDoor(server);
    const none = await dns.door.ask('no.example.com', 'A', never());
    expect(none).toMatchObject({ state: 'nxdomain', authority: [{ name: 'example.com', type: 'SOA', serial: 7 }] });
    expect(await dns.door.ask('empty.example.com', 'A', never())).toMatchObject({ state: 'nodata' });
    expect(await dns.door.ask('broken.example.com', 'A', never())).toMatchObject({
      state: 'refused',
      rcode: 'SERVFAIL',
      detail: '',
    });
  });

  test('AD and AA are told as they came', async () => {
    await using server = await startDnsServer(({ name }) => ({ flags: aa | ad, answers: a(name, '192.0.2.1') }));
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ authenticated: true, authoritative: true });
  });

  test('SERVFAIL is asked once more, because it may pass', async () => {
    await using server = await startDnsServer(({ name, turn }) =>
      turn === 1 ? { rcode: 2 } : { answers: a(name, '192.0.2.1') },
    );
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
    expect(dns.queries()).toMatchObject([{ name: 'example.com', type: 'A', sent: 2 }]);
  });

  test('RFC 8914: an extended error is told in words, and one that blames DNSSEC is not asked about again', async () => {
    await using server = await startDnsServer(() => ({
      rcode: 2,
      additionals: [extendedError(6, 'no SEP matching \u001b[31mthe DS')],
    }));
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({
      state: 'refused',
      rcode: 'SERVFAIL',
      detail: 'DNSSEC bogus (6): no SEP matching the DS',
    });
    expect(server.seen).toHaveLength(1);
  });

  test('REFUSED is not asked twice', async () => {
    await using server = await startDnsServer(() => ({ rcode: 5 }));
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'refused', rcode: 'REFUSED' });
    expect(server.seen).toHaveLength(1);
  });

  test('RFC 6891 §7: a server that does not know EDNS is asked without it, from then on', async () => {
    await using server = await startDnsServer(({ name, edns }) =>
      edns ? { rcode: 1 } : { answers: a(name, '192.0.2.1') },
    );
    await using dns = openDoor(server);
    expect(await dns.door.ask('a.example.com', 'A', never())).toMatchObject({ state: 'found' });
    expect(await dns.door.ask('b.example.com', 'A', never())).toMatchObject({ state: 'found' });
    expect(server.seen.map(({ edns }) => edns)).toEqual([true, false, false]);
  });

  test('RFC 6891 §7: questions that were under way together all learn it', async () => {
    await using server = await startDnsServer(({ name, edns }) =>
      edns ? { rcode: 1 } : { answers: a(name, '192.0.2.1') },
    );
    await using dns = openDoor(server);
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) => dns.door.ask(`n${n}.example.com`, 'A', never())),
    );
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['found']));
  });

  test('a lost datagram is sent again', async () => {
    await using server = await startDnsServer(({ name, turn }) =>
      turn === 1 ? undefined : { answers: a(name, '192.0.2.1') },
    );
    await using dns = openDoor(server, { questionMs: 1000 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
  });

  test('a server that is merely slow is waited for, not asked in vain', async () => {
    const late = Promise.withResolvers<void>();
    await using server = await startDnsServer(async ({ name, turn }) => {
      if (turn === 2) late.resolve();
      await late.promise;
      return turn === 1 ? { answers: a(name, '192.0.2.1') } : undefined;
    });
    await using dns = openDoor(server, { questionMs: 1000 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
  });

  test('an IPv6 resolver is asked', async () => {
    await using server = await startDnsServer(({ name }) => ({ answers: a(name, '192.0.2.1') }), { host: '::1' });
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({
      state: 'found',
      server: `[::1]:${server.endpoint.port}`,
    });
  });
});

describe('names', () => {
  test('with underscores, stars, escapes and letters beyond ASCII are sent as they are meant', async () => {
    await using server = await startDnsServer(() => ({}));
    await using dns = openDoor(server);
    const names = [
      '_dmarc.example.com',
      '*.example.com',
      String.raw`a\.b.example.com`,
      'Bücher。example',
      '１２７.example',
      '.',
    ];
    for (const name of names) expect(await dns.door.ask(name, 'TXT', never())).toMatchObject({ state: 'nodata' });
    const sent = server.seen.map(({ bytes }) => bytes.toString('latin1', 12, bytes.indexOf(0, 12)));
    expect(sent).toEqual([
      '\x06_dmarc\x07example\x03com',
      '\x01*\x07example\x03com',
      '\x03a.b\x07example\x03com',
      '\x0dxn--bcher-kva\x07example',
      '\x03127\x07example',
      '',
    ]);
  });

  test.each([
    ['an empty name', '', 'empty'],
    ['an empty label', 'a..b', 'empty label'],
    ['an empty first label', '.example.com', 'empty label'],
    ['a label of 64 letters', `${'x'.repeat(64)}.com`, '63'],
    ['300 labels', Array.from({ length: 300 }, () => 'a').join('.'), '253'],
    ['a hundred thousand letters', 'x'.repeat(100_000), '253'],
    ['an octet beyond 255', String.raw`a\999.com`, 'escape'],
    ['half an escape', 'trailing\\', 'escape'],
    ['half a character', 'a\ud800.com', 'ASCII'],
  ])('%s cannot be asked: malformed, and nothing is sent', async (_what, name, words) => {
    await using server = await startDnsServer(() => ({}));
    await using dns = openDoor(server);
    const answer = await dns.door.ask(name, 'A', never());
    expect(answer).toMatchObject({ state: 'malformed', detail: expect.stringContaining(words) });
    expect(server.seen).toHaveLength(0);
  });
});

describe('aliases', () => {
  test('are followed inside one answer', async () => {
    await using server = await startDnsServer(({ name }) => ({
      flags: ra | ad,
      answers: [
        cname(name, 'Edge.Example.net'),
        cname('edge.example.net', 'x.example.org'),
        ...a('x.example.org', '192.0.2.1'),
      ],
    }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('www.example.com', 'A', never());
    expect(answer).toMatchObject({
      state: 'found',
      chain: ['edge.example.net', 'x.example.org'],
      authenticated: true,
      records: [{ name: 'x.example.org', address: '192.0.2.1' }],
    });
    expect(server.seen).toHaveLength(1);
  });

  test('whose target did not come along are asked on', async () => {
    await using server = await startDnsServer(({ name }) =>
      name === 'www.example.com'
        ? { flags: aa | ad, answers: [cname(name, 'edge.example.net')] }
        : { flags: aa, answers: a(name, '192.0.2.1') },
    );
    await using dns = openDoor(server);
    const answer = await dns.door.ask('www.example.com', 'A', never());
    // One part of the way was not signed, so the whole is not.
    expect(answer).toMatchObject({ state: 'found', chain: ['edge.example.net'], authenticated: false });
  });

  test('RFC 2308 §2.2: an alias to a name without such records is NODATA, by the SOA of the target', async () => {
    await using server = await startDnsServer(({ name }) => ({
      answers: [cname(name, 'edge.example.net')],
      authorities: [soa(name.startsWith('mine') ? 'example.com' : 'example.net')],
    }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('www.example.com', 'AAAA', never());
    expect(answer).toMatchObject({ state: 'nodata', chain: ['edge.example.net'] });
    expect(server.seen).toHaveLength(1);
    // The SOA of the alias's own zone says nothing about the target.
    await dns.door.ask('mine.example.com', 'AAAA', never());
    expect(server.seen.map(({ name }) => name)).toContain('edge.example.net');
  });

  test('RFC 6604: NXDOMAIN speaks of the last name of the chain', async () => {
    await using server = await startDnsServer(({ name }) => ({ rcode: 3, answers: [cname(name, 'gone.example.net')] }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('www.example.com', 'A', never());
    expect(answer).toMatchObject({ state: 'nxdomain', chain: ['gone.example.net'] });
  });

  test('are the answer where aliases are asked for', async () => {
    await using server = await startDnsServer(({ name }) => ({ answers: [cname(name, 'edge.example.net')] }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('www.example.com', 'CNAME', never());
    expect(answer).toMatchObject({
      state: 'found',
      chain: [],
      records: [{ type: 'CNAME', target: 'edge.example.net' }],
    });
  });

  test.each([
    ['to themselves', (name: string) => [cname(name, name)]],
    ['in a circle', (name: string) => [cname(name, 'b.example'), cname('b.example', name)]],
  ])('that lead %s are malformed', async (_how, answers) => {
    await using server = await startDnsServer(({ name }) => ({ answers: answers(name) }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('a.example', 'A', never());
    expect(answer).toMatchObject({ state: 'malformed', detail: expect.stringContaining('circle') });
    expect(answer).toHaveProperty('circle');
  });

  test('that lead in a circle over several answers are malformed', async () => {
    await using server = await startDnsServer(({ name }) => ({
      flags: aa,
      answers: [cname(name, name === 'a.example' ? 'b.example' : 'a.example')],
    }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('a.example', 'A', never());
    expect(answer).toMatchObject({ state: 'malformed', circle: ['b.example', 'a.example'] });
    expect(server.seen).toHaveLength(2);
  });

  test('without end are given up after twelve', async () => {
    await using server = await startDnsServer(({ name }) => ({ flags: aa, answers: [cname(name, `x${name}`)] }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('a.example', 'A', never());
    expect(answer).toMatchObject({ state: 'malformed', detail: expect.stringContaining('12 aliases') });
    expect(answer).not.toHaveProperty('circle');
    expect(server.seen).toHaveLength(13);
  });
});

describe('what a server says of other names', () => {
  test('is not used', async () => {
    await using server = await startDnsServer(({ name }) => ({
      answers: [...a('bank.example', '192.0.2.66'), ...a(name, '192.0.2.1')],
      authorities: [soa('bank.example'), soa('example.com')],
    }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('www.example.com', 'A', never());
    expect(answer).toMatchObject({ records: [{ address: '192.0.2.1' }], authority: [{ name: 'example.com' }] });
    expect(answer).not.toHaveProperty('records.1');
  });

  test('RFC 2308 §2.2: a referral of a resolver that does not resolve is no NODATA', async () => {
    const ns = { type: 'NS', name: 'com', ttl: 60, data: 'a.gtld.example' } as const;
    await using server = await startDnsServer(() => ({ flags: 0, authorities: [ns] }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('www.example.com', 'A', never());
    expect(answer).toMatchObject({ state: 'refused', detail: expect.stringContaining('does not resolve') });
  });
});

describe('one run', () => {
  test('asks for each name and type once, however it is written and however many ask at a time', async () => {
    await using server = await startDnsServer(({ name }) => ({ answers: a(name, '192.0.2.1') }));
    await using dns = openDoor(server);
    const names = ['example.com', 'EXAMPLE.com', 'example.com.', String.raw`ex\097mple.com`];
    const answers = await Promise.all(names.map((name) => dns.door.ask(name, 'A', never())));
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['found']));
    await dns.door.ask('example.com', 'A', never());
    await dns.door.ask('example.com', 'AAAA', never());
    expect(server.seen.map(({ type }) => type)).toEqual(['A', 'AAAA']);
    expect(dns.queries().map(({ name, type, sent }) => [name, type, sent])).toEqual([
      ['example.com', 'A', 1],
      ['example.com', 'AAAA', 1],
    ]);
  });

  test('has at most twenty questions in flight', async () => {
    const gate = Promise.withResolvers<void>();
    const full = Promise.withResolvers<void>();
    await using server = await startDnsServer(async ({ name, turn }) => {
      if (turn === 20) full.resolve();
      await gate.promise;
      return { answers: a(name, '192.0.2.1') };
    });
    await using dns = openDoor(server, { questionMs: 60_000 });
    const asked = Array.from({ length: 60 }, (_, n) => dns.door.ask(`n${n}.example.com`, 'A', never()));
    await full.promise;
    for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(server.seen).toHaveLength(20);
    gate.resolve();
    expect((await Promise.all(asked)).every(({ state }) => state === 'found')).toBe(true);
  });

  test('offline sends nothing', async () => {
    await using server = await startDnsServer(() => ({}));
    await using dns = openDoor(server, { offline: true });
    await expect(dns.door.ask('example.com', 'A', never())).rejects.toMatchObject({ reason: 'offline' });
    await expect(dns.door.askServer('192.0.2.1', 'example.com', 'A', never())).rejects.toMatchObject({
      reason: 'offline',
    });
    expect(server.seen).toHaveLength(0);
  });

  test('is stopped at once by its signal, for the one who asked and not for others', async () => {
    const heard = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    await using server = await startDnsServer(async ({ name }) => {
      heard.resolve();
      await gate.promise;
      return { answers: a(name, '192.0.2.1') };
    });
    await using dns = openDoor(server, { questionMs: 60_000 });
    const controller = new AbortController();
    const stopped = dns.door.ask('example.com', 'A', controller.signal);
    const waiting = dns.door.ask('example.com', 'A', never());
    await heard.promise;
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    await expect(dns.door.ask('other.example', 'A', controller.signal)).rejects.toBe(reason);
    gate.resolve();
    expect(await waiting).toMatchObject({ state: 'found' });
  });

  test('asks anew what was broken off because nobody wanted it any more', async () => {
    const heard = Promise.withResolvers<void>();
    await using server = await startDnsServer(({ name, turn }) => {
      heard.resolve();
      return turn === 1 ? undefined : { answers: a(name, '192.0.2.1') };
    });
    await using dns = openDoor(server, { questionMs: 60_000 });
    const controller = new AbortController();
    const stopped = dns.door.ask('example.com', 'A', controller.signal);
    await heard.promise;
    controller.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
  });

  test('may wait for hundreds of questions on one signal without a warning', async () => {
    await using server = await startDnsServer(({ name }) => ({ answers: a(name, '192.0.2.1') }));
    await using dns = openDoor(server, { questionMs: 5000 });
    const warnings: string[] = [];
    const listen = (warning: Error): number => warnings.push(warning.message);
    process.on('warning', listen);
    const signal = never();
    await Promise.all(Array.from({ length: 300 }, (_, n) => dns.door.ask(`n${n}.example.com`, 'A', signal)));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
    expect(server.seen).toHaveLength(300);
  });

  test('that was closed breaks off what is under way and answers no more', async () => {
    const heard = Promise.withResolvers<void>();
    await using server = await startDnsServer(() => heard.resolve() as undefined);
    const dns = openDoor(server, { questionMs: 60_000 });
    const asked = dns.door.ask('example.com', 'A', never());
    await heard.promise;
    const refused = expect(asked).rejects.toThrow('closed');
    await dns.close();
    await refused;
    await expect(dns.door.ask('other.example', 'A', never())).rejects.toThrow('closed');
  });
});
