import { afterEach, expect, test, vi } from 'vitest';
import { canary, never, openDoor, sendResult, zone } from './testing-door.ts';

afterEach(() => vi.unstubAllEnvs());

const other = 'someone-elses-key';

async function askedWith(environment: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  await using cloudflare = await openDoor((_request, response) => sendResult(response, []));
  await cloudflare.door.records(zone, never());
  return cloudflare.server.seen;
}

test('the three headers that go out are the token, the name of the program and what it reads', async () => {
  const [request] = await askedWith({});
  const {
    host,
    connection,
    'accept-encoding': encoding,
    'accept-language': language,
    ...headers
  } = request?.headers ?? {};
  expect(headers).toMatchObject({
    authorization: `Bearer ${canary}`,
    'user-agent': 'launch-ready/test',
    accept: 'application/json',
  });
  expect(Object.keys(headers).filter((name) => /^(?:x-|api-|cookie)/.test(name))).toEqual([]);
});

// The SDK reads each of these where nothing else was given.
test.each<[string, Readonly<Record<string, string>>]>([
  ['a key and its e-mail', { CLOUDFLARE_API_KEY: other, CLOUDFLARE_EMAIL: 'a@example.com' }],
  ['another token', { CLOUDFLARE_API_TOKEN: other }],
  ['a service key', { CLOUDFLARE_API_USER_SERVICE_KEY: other }],
  ['another address', { CLOUDFLARE_BASE_URL: 'http://127.0.0.1:1/client/v4' }],
  ['headers', { CLOUDFLARE_CUSTOM_HEADERS: `Authorization: Bearer ${other}\nX-Auth-Key: ${other}\nCookie: ${other}` }],
  ['lines that are no headers', { CLOUDFLARE_CUSTOM_HEADERS: 'two words: x\ny(z): y\nx: \u0001' }],
])('%s in the environment have no effect', async (_what, environment) => {
  const plain = await askedWith({});
  const seen = await askedWith(environment);
  expect(seen.map(({ method, url }) => [method, url])).toEqual(plain.map(({ method, url }) => [method, url]));
  const named = (requests: typeof seen) => requests.map(({ headers }) => Object.keys(headers));
  expect(named(seen)).toEqual(named(plain));
  expect(seen[0]?.headers.authorization).toBe(`Bearer ${canary}`);
  expect(JSON.stringify(seen)).not.toContain(other);
  for (const [name, value] of Object.entries(environment)) expect(process.env[name]).toBe(value);
});

test('CLOUDFLARE_LOG writes nothing to the terminal', async () => {
  const said = ['debug', 'info', 'warn', 'error', 'log'].map((name) =>
    vi.spyOn(console, name as 'log').mockImplementation(() => undefined),
  );
  await askedWith({ CLOUDFLARE_LOG: 'debug' });
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
