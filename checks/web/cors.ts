import { foreignOrigin, sharedWith, sharesCredentials } from '../../src/analysis/cors/judge.ts';
import { groupedByPlace } from '../../src/analysis/site-answers/grouped.ts';
import { valuesOf } from '../../src/analysis/site-answers/headers.ts';
import { answeredPages, type ShownPage, unseenQuestions } from '../../src/analysis/site-answers/pages.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { said } from '../../src/analysis/site-answers/said.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Other sites cannot read answers as the visitor. */
export const cors = defineCheck({
  meta: {
    id: 'web/cors',
    title: 'No answer is shared with every other site together with credentials',
    why: 'Any page that a signed-in visitor opens can then read the product’s answers as that visitor.',
    fix: 'Answer Access-Control-Allow-Origin only to origins of a fixed list, with “Vary: Origin”, and send Access-Control-Allow-Credentials to these alone. Next.js: headers() in next.config, middleware or proxy.ts, and the route handlers.',
    severity: 'high',
    refs: [
      'https://fetch.spec.whatwg.org/#http-cors-protocol',
      'https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#cross-origin-resource-sharing',
    ],
    messages: {
      'any-origin': 'Every origin that asks is repeated, with credentials.',
      wildcard:
        'Access-Control-Allow-Origin is * beside credentials: browsers refuse it today, and a server that repeats the origin instead would share everything.',
      'null-origin': 'The origin “null”, which any sandboxed frame has, is allowed with credentials.',
      several: 'Access-Control-Allow-Origin names several origins: browsers refuse all of them.',
    },
  },
  needs: { pages: webPages },
  evaluate: ({ pages }) => {
    const answered = answeredPages(pages);
    const findings = groupedByPlace(
      answered.flatMap((page) => {
        const key = sharedWith(page.answer.headers);
        if (key === undefined) return [];
        const at = { kind: 'url', url: page.url } as const;
        const severity = key === 'several' ? ('medium' as const) : ('high' as const);
        return [{ key, data: {}, at, evidence: shown(page), severity }];
      }),
    );
    const open = questionsOf(unseenQuestions(pages));
    const origins = new Set(answered.flatMap(({ answer }) => valuesOf(answer.headers, 'access-control-allow-origin')));
    const allowed =
      origins.size === 0 ? 'no Access-Control-Allow-Origin' : `Access-Control-Allow-Origin: ${listed(origins)}`;
    const credentials = answered.some(({ answer }) => sharesCredentials(answer.headers)) ? 'with' : 'no';
    const fine = pass(
      `${allowed}, ${credentials} credentials, on ${count(answered.length, 'answer')} to ${foreignOrigin}`,
    );
    return failOr(findings, unlessOpen(open, fine));
  },
});

function listed(values: ReadonlySet<string>): string {
  return listOf([...values].map((value) => said(value)));
}

function shown({ answer }: ShownPage): string {
  const lines = ['access-control-allow-origin', 'access-control-allow-credentials'].flatMap((name) =>
    valuesOf(answer.headers, name).map((value) => `${name}: ${said(value)}`),
  );
  return [`asked with origin: ${foreignOrigin}`, ...lines].join('\n');
}
