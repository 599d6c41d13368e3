import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression } from './expression.ts';
import { matchesExpression } from './match-expression.ts';
import { parsePathPattern } from './path-pattern.ts';

const found = (source: string, text: string, ignoreCase = false) => {
  const piece = parseExpression(source);
  return piece === undefined ? undefined : matchesExpression(piece, text, { whole: false, ignoreCase });
};

const matchesPath = (pattern: string, path: string) => {
  const piece = parsePathPattern(pattern);
  return piece === undefined ? undefined : matchesExpression(piece, path, { whole: true, ignoreCase: false });
};

describe('an expression', () => {
  it.each([
    ['^/(dashboard|account)(/|$)', '/account', true],
    ['^/(dashboard|account)(/|$)', '/accounts', false],
    ['^/admin/\\d{2,3}$', '/admin/12', true],
    ['^/admin/\\d{2,3}$', '/admin/1', false],
    ['^/admin/\\d{2,3}$', '/admin/1234', false],
    ['\\.(.*)$', '/logo.svg', true],
    ['^(?!/api)', '/api/a', false],
    ['^(?=/api)', '/api/a', true],
    ['[^/]+\\.js(?!on)', '/data.json', false],
    ['[^/]+\\.js(?!on)', '/data.js', true],
    ['^[\\w-]+$', 'a-b_c', true],
    ['^[^\\W]+$', 'ab', true],
    ['a{0}b', 'ab', true],
    ['\\bme\\b', '/me/x', true],
    ['\\bme\\b', '/menu', false],
    ['\\x2fa\\u002fb', '/a/b', true],
    ['^(?:(?:a|)*)*$', 'aaa', true],
    ['(?<part>x)', 'x', true],
    ['^.$', '\n', false],
    ['[]', 'a', false],
    ['[^]', '\n', true],
  ])('%s on %j: %s', (source, text, is) => expect(found(source, text)).toBe(is));

  it('matches in any case when asked to', () => {
    expect(found('^/ADMIN$', '/admin', true)).toBe(true);
    expect(found('^/ADMIN$', '/admin')).toBe(false);
    expect(found('^[^a]$', 'A', true)).toBe(false);
  });

  it.each(['(a)\\1', '(?<=a)b', '(?<!a)b', '\\p{L}', '(', ')', '[', '*', 'a**', '\\', '\\c', '(?', 'a{2,1}', '^*'])(
    'that is rarely written, or none, is not read: %s',
    (source) => expect(parseExpression(source)).toBeUndefined(),
  );

  it('that would take for ever elsewhere is decided or given up, and ends', () => {
    const text = 'a'.repeat(300);
    expect(found('^(a+)+$', `${text}!`)).toBe(false);
    expect(found('^(a|a)*$', text)).toBe(true);
    expect(found('^((((a*)*)*)*)*b', text)).not.toBe(true);
    expect(found(`^${'(a?'.repeat(40)}${')*'.repeat(40)}b`, text)).not.toBe(true);
  });

  it('agrees with the language’s own matching', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '/',
      '.',
      '\\d',
      '[ab]',
      '[^a]',
      '(?:ab|b)',
      '(?!a)',
      '(?=b)',
      '1',
      '\\w',
      '$',
    );
    const times = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,2}', '*?');
    const part = fc
      .tuple(atom, times)
      .map(([one, many]) => (one.startsWith('(?!') || one.startsWith('(?=') || one === '$' ? one : one + many));
    const expression = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', '/', '1'), { maxLength: 8 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(expression, text, (source, value) => {
        expect(found(source, value)).toBe(new RegExp(source).test(value));
      }),
      { numRuns: 300 },
    );
  });

  it('is told from anything', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 20 }), (source, text) => {
        expect([true, false, undefined]).toContain(found(source, text));
      }),
      { numRuns: 300 },
    );
  });
});

// https://nextjs.org/docs/app/api-reference/file-conventions/proxy#matcher
describe('a path pattern', () => {
  const usual = '/((?!api|_next/static|_next/image|favicon.ico).*)';
  const clerk =
    '/((?!_next|[^?]*\\.(?:html?|css|js(?!on)|jpe?g|webp|png|gif|svg|ttf|woff2?|ico|csv|docx?|xlsx?|zip|webmanifest)).*)';
  it.each([
    ['/about', '/about', true],
    ['/about', '/about/', true],
    ['/about', '/about/us', false],
    ['/about/:path*', '/about', true],
    ['/about/:path*', '/about/a/b/c', true],
    ['/about/:path*', '/aboutx', false],
    ['/about/:path+', '/about', false],
    ['/about/:path+', '/about/a/b', true],
    ['/about/:path?', '/about/a', true],
    ['/about/:path?', '/about/a/b', false],
    ['/about/(.*)', '/about/a/b', true],
    ['/about/(.*)', '/about', false],
    ['/about(.*)', '/about', true],
    ['/about(.*)', '/about-us', true],
    ['/:path*', '/', true],
    ['/:path*', '/a/b', true],
    ['/', '/', true],
    ['/', '/a', false],
    ['/user/:id(\\d+)', '/user/1001', true],
    ['/user/:id(\\d+)', '/user/ada', false],
    ['/(dashboard|account)/:rest*', '/account/orders', true],
    ['/(dashboard|account)/:rest*', '/pricing', false],
    [usual, '/dashboard', true],
    [usual, '/', true],
    [usual, '/api/me', false],
    // It also leaves out what only begins with the word: that is what it says.
    [usual, '/apiary', false],
    [clerk, '/dashboard', true],
    [clerk, '/logo.svg', false],
    [clerk, '/data.json', true],
    ['/(api|trpc)(.*)', '/api/me', true],
    ['/:locale(en|de)/account', '/de/account', true],
    ['/files{/:name}?', '/files/a', true],
    ['/files{/:name}?', '/files', true],
    ['/a\\:b', '/a:b', true],
    ['/About', '/about', false],
  ])('%s and %s: %s', (pattern, path, is) => expect(matchesPath(pattern, path)).toBe(is));

  it.each(['/((a))', '/(?!api)', '/a(', '/:', '/a{', '/a}', '/*', '/(\\1)', '/a\\', `/${'a'.repeat(3000)}`])(
    'that Next.js would refuse, or that is not read: %s',
    (pattern) => expect(matchesPath(pattern, '/a')).toBeUndefined(),
  );

  it('is told from anything', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (pattern) => {
        expect([true, false, undefined]).toContain(matchesPath(pattern, '/dashboard/a'));
      }),
      { numRuns: 300 },
    );
  });
});
