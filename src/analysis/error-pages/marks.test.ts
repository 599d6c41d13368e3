import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksOf } from './marks.ts';

const kinds = (body: string, type = 'text/html') => marksOf(body, type).map(({ kind }) => kind);

describe('a page gives away', () => {
  it.each([
    ['Node', 'Error: x\n    at Object.<anonymous> (/app/src/index.js:10:15)'],
    ['Node, in a module', '    at async file:///app/dist/server.mjs:10:15'],
    [
      'Node, below a framework',
      '    at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)',
    ],
    ['Express, as HTML', '<pre>Error: x<br> &nbsp; &nbsp;at fn (/srv/app.js:1:2)<br></pre>'],
    ['Python', 'Traceback (most recent call last):\n  File "/app/views.py", line 12, in index'],
    ['Python, escaped', '  File &quot;/app/views.py&quot;, line 12, in index'],
    ['Java', '\tat com.example.shop.Web.handle(Web.java:42)'],
    ['PHP', '<b>Fatal error</b>: Uncaught Error: x in /var/www/html/index.php on line 12'],
    ['PHP frames', '#0 /var/www/html/index.php(12): main()'],
    ['.NET', '   at Shop.Web.Handle(HttpContext c) in C:\\src\\Web.cs:line 42'],
    ['Ruby', "/app/models/user.rb:12:in `find'"],
    ['PHP, uncaught, where its own frames were cut', 'PHP message: Uncaught Error\n#0 {main}\n'],
    ['PHP, where it was thrown', '  thrown in /var/www/html/index.php on line 12'],
    [
      'Next.js, in the data of its error page',
      '<body><script id="__NEXT_DATA__" type="application/json">{"props":{},"page":"/_error","err":{"name":"Error","message":"x","stack":"Error: x\\n    at fn (/app/.next/server/pages/a.js:1:2)\\n    at async b (/app/b.js:3:4)","statusCode":500},"isFallback":false}</script>',
    ],
    ['Rust', "thread 'main' panicked at src/main.rs:4:5:\nno shop"],
    ['Rust, as it was written before', "thread 'main' panicked at 'no shop', src/main.rs:4:5"],
    ['a database', 'PG::UndefinedTable: ERROR:  relation "orders" does not exist'],
    ['a database, from PHP', 'SQLSTATE[42S02]: Base table or view not found'],
    ['Firefox and Safari', 'render@https://shop.example.com/assets/app.js:10:5'],
    ['Go', 'goroutine 1 [running]:'],
  ])('a trace of %s', (_what, body) => expect(kinds(body)).toContain('stack-trace'));

  it('the development page of Rails', () =>
    expect(kinds('<code>Rails.root: /srv/shop</code><a href="#">Application Trace</a>')).toEqual(['debug-page']));

  it('a trace in JSON', () =>
    expect(
      marksOf(JSON.stringify({ error: 'x', stack: 'Error: x\n    at fn (/srv/a.js:1:2)' }), 'application/json'),
    ).toEqual([{ kind: 'stack-trace', shown: 'at fn (/srv/a.js:1:2)' }]));

  it.each(['Index of /', 'Index of /backup', 'Directory listing for /'])('the folder %s', (title) =>
    expect(kinds(`<html><head><title>${title}</title>`)).toEqual(['directory-listing']),
  );

  it.each([
    'Page not found',
    'We are at home (open 10:15)',
    'Look at our shop (https://shop.example.com/a:1:2)',
    '<title>Index of products</title>',
    'Write to shop@example.com:80:12',
    'We panicked at the thought of it',
    'at 10:15:30 the train (line 7) left',
  ])('nothing by %j', (body) => expect(kinds(body)).toEqual([]));

  it('is found in long and hostile text in good time', () => {
    const long = `${'at '.repeat(50_000)}\n${'('.repeat(100_000)}\n${'<'.repeat(100_000)}\n${'panicked at a'.repeat(20_000)}\n${'a@http://'.repeat(20_000)}\n${'"stack":"'.repeat(20_000)}\n${' '.repeat(100_000)}`;
    expect(kinds(long)).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        for (const { shown } of marksOf(`at ${text} (/a:1:1)`, '')) expect(shown.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
  });
});
