import type { PageMark } from '../../artifacts/web/page.ts';
import { neutraliseLine } from '../../core/text.ts';

// Sentences that a framework's own development page holds, by what to call it.
const debugPages: readonly (readonly [sign: string, name: string])[] = [
  ["You're seeing this error because you have <code>DEBUG = True</code>", 'Django with DEBUG = True'],
  ['Using the URLconf defined in', 'Django with DEBUG = True'],
  ['Werkzeug Debugger', 'the Werkzeug debugger'],
  ['Whoops! There was an error', 'Laravel with APP_DEBUG=true'],
  ['window.ignite(', 'Laravel with APP_DEBUG=true'],
  ['Action Controller: Exception caught', 'Rails in development'],
  ['<title>Routing Error', 'Rails in development'],
  ['Rails.root: ', 'Rails in development'],
  ['Application Trace<', 'Rails in development'],
  ['Symfony Exception', 'Symfony in development'],
  ['<title>phpinfo()', 'phpinfo()'],
  ['Whitelabel Error Page', 'the Spring Whitelabel page'],
  ["Server Error in '/' Application", 'ASP.NET with custom errors off'],
  ['<nextjs-portal', 'Next.js in development'],
  ['/_next/static/development/', 'Next.js in development'],
  ['/@vite/client', 'the Vite development server'],
];

// One line of a trace: Node and browsers, Python, Java, PHP, .NET, Ruby, Go, Rust, a database. Each is tried on one bounded line.
const frames: readonly RegExp[] = [
  /^\s*at (?:async )?[^()]{0,120}\(?(?:file:\/\/|node:|webpack|[A-Z]:\\|\/)[^()\s]{1,200}:\d{1,7}:\d{1,7}\)?$/,
  /^\s*File "[^"]{1,200}", line \d{1,7}(?:, in .{1,80})?$/,
  /^\s*at [\w.$<>]{3,160}\([\w$]{1,80}\.(?:java|kt|scala):\d{1,7}\)$/,
  /^\s*[\w$.<>/*]{0,120}@(?:https?|file|webpack|resource):\/\/[^\s@]{1,300}:\d{1,7}:\d{1,7}$/,
  /^\s*#\d{1,3} \/[^\s()]{1,200}\(\d{1,7}\): /,
  /^\s*#\d{1,3} \{main\}$/,
  /^\s*thrown in \S{1,300} on line \d{1,7}$/,
  /(?:Fatal error|Warning|Parse error): .{1,200} in \/[^\s<]{1,200} on line \d{1,7}/,
  /^\s*at [\w.<>`[\], ]{3,160}\([^()]{0,120}\) in .{1,160}:line \d{1,7}$/,
  /^\s*(?:from )?\/[^\s:]{1,200}\.rb:\d{1,7}:in [`'].{1,80}'$/,
  /\bpanicked at (?:'[^']{0,200}', )?[\w./\\:-]{1,200}\.rs:\d{1,7}:\d{1,7}/,
  /\b(?:PG::[A-Z][A-Za-z]{2,60}|SQLSTATE\[\w{5}\]|Mysql2::Error|SQLite3::[A-Z][A-Za-z]{2,60}|psycopg2?\.errors\.[A-Z][A-Za-z]{2,60}|ORA-\d{5}):/,
  /^goroutine \d{1,9} \[[\w ,]{1,40}\]:$/,
];
const mostLines = 20_000;
const mostLine = 500;

/** What a page gives away about the program behind it. One mark of a kind; `contentType` decides how lines are read. */
export function marksOf(body: string, contentType: string): readonly PageMark[] {
  const trace = traceIn(body, contentType);
  const debug = debugPages.find(([sign]) => body.includes(sign));
  const listing = listingIn(body);
  return [
    ...(trace === undefined ? [] : [{ kind: 'stack-trace', shown: neutraliseLine(trace, 200) } as const]),
    ...(debug === undefined ? [] : [{ kind: 'debug-page', shown: debug[1] } as const]),
    ...(listing === undefined ? [] : [{ kind: 'directory-listing', shown: listing } as const]),
  ];
}

function traceIn(body: string, contentType: string): string | undefined {
  // JSON carries a trace in one string, also inside a page (`__NEXT_DATA__`); HTML with <br> and entities.
  const isJson = contentType.includes('json') || body.includes('"stack":"');
  const html = body.replaceAll('&nbsp;', ' ').replaceAll(/<br ?\/?>/gi, '\n');
  const text = isJson
    ? html
        .replaceAll('\\n', '\n')
        .replaceAll(/"(?:,"|\})/g, '\n')
        .replaceAll('\\"', '"')
    : html;
  for (const raw of text.split('\n', mostLines)) {
    const line = plainLine(raw.slice(0, mostLine), isJson);
    if (frames.some((frame) => frame.test(line))) return line.trim();
  }
  return undefined;
}

function plainLine(line: string, isJson: boolean): string {
  const plain = line
    .replaceAll(/<\/?(?:pre|code|li|p|div|span|b|ul|body|html)[^<>]{0,200}>/gi, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .trimEnd();
  return isJson ? plain.replace(/["'},\]\s]{1,20}$/, '') : plain;
}

function listingIn(body: string): string | undefined {
  return /<title>\s{0,20}(Index of \/[^<]{0,100}|Directory listing for \/[^<]{0,100}|[^<]{1,60} - \/[^<]{0,60}(?=<\/title>\s{0,20}<\/head><body><H1>))/i
    .exec(body.slice(0, 4_000))?.[1]
    ?.trim();
}
