import { type Headers, valuesOf } from '../site-answers/headers.ts';
import { said } from '../site-answers/said.ts';

const telling = ['x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version'];

/** Headers that name the program behind the site, as they came; a `Server` only where it also tells a version. */
export function tellingHeaders(headers: Headers): readonly string[] {
  const named = telling.flatMap((name) => valuesOf(headers, name).map((value) => `${name}: ${said(value, 120)}`));
  const servers = valuesOf(headers, 'server').filter((value) => /\/\d/.test(value));
  return [...named, ...servers.map((value) => `server: ${said(value, 120)}`)];
}
