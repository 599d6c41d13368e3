import { closedBy } from '../../src/analysis/indexing/closed.ts';
import { noIndexOf } from '../../src/analysis/indexing/directives.ts';
import { valuesOf } from '../../src/analysis/site-answers/headers.ts';
import { documentOf, isShown, pageQuestion } from '../../src/analysis/site-answers/pages.ts';
import { webPreview } from '../../src/artifacts/web/preview.ts';
import { defineCheck, pass, unknown } from '../../src/core/check.ts';

/** Search engines cannot list the preview. */
export const previewIndexing = defineCheck({
  meta: {
    id: 'web/preview-indexing',
    title: 'Search engines cannot list the preview',
    why: 'A preview in search results shows unfinished work, competes with production, and invites strangers to a weaker copy.',
    fix: 'Vercel → Project → Settings → Deployment Protection: turn on Vercel Authentication. Where the preview must stay open, send “X-Robots-Tag: noindex” with every answer when VERCEL_ENV is not production.',
    severity: 'medium',
    refs: [
      'https://vercel.com/docs/deployment-protection',
      'https://developers.google.com/search/docs/crawling-indexing/block-indexing',
    ],
    messages: {
      open: '{host} is open and may be listed.',
      'robots-alone':
        '{host} is kept from search engines by robots.txt alone: they do not read it, and list the address when others link to it.',
    },
  },
  needs: { preview: webPreview },
  evaluate: ({ preview }) => {
    const { url, answer, robots } = preview;
    if (answer.state === 'guarded') return pass(`${url} was answered by ${answer.by}`);
    if (answer.state === 'failed') return unseen(pageQuestion({ url, answer }));
    const { status, headers, to } = answer;
    if (status === 401 || status === 403) return pass(`${url} answers ${status} to strangers`);
    const shown = noIndexOf(valuesOf(headers, 'x-robots-tag'), documentOf({ url, role: 'root', answer }).robots);
    if (shown !== undefined && shown.crawler === '*') return pass(`${url}: ${shown.shown}`);
    if (!isShown(answer) && to === undefined) return unseen(pageQuestion({ url, answer }));
    if (to !== undefined && new URL(to).host !== new URL(url).host) return pass(`${url} sends strangers to ${to}`);
    if (to !== undefined) return unseen(pageQuestion({ url, answer }));
    const closed = closedBy(robots);
    const key = closed?.crawler === '*' ? 'robots-alone' : 'open';
    const evidence =
      key === 'open' ? `status ${status}, no X-Robots-Tag: noindex, no robots meta tag` : `${closed?.shown}`;
    const severity = key === 'open' ? 'medium' : 'low';
    const data = { host: new URL(url).host };
    return { outcome: 'fail', findings: [{ key, data, at: { kind: 'url', url }, evidence, severity }] };
  },
});

function unseen(question: ReturnType<typeof pageQuestion>) {
  return unknown(question?.because ?? 'the preview was not seen', question?.hint ?? 'run the audit again');
}
