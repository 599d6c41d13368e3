import type { CheckResult, Report } from '../src/core/report.ts';
import { evidenceLimit, neutraliseLine } from '../src/core/text.ts';
import { link } from './document.ts';
import { escapeInvisible } from './invisible.ts';
import { verdictWords } from './outline/verdict.ts';
import { invocationOf } from './sarif/invocation.ts';
import { levelOf, resultsOf } from './sarif/results.ts';

/**
 * The findings as SARIF 2.1.0. What could not be verified is no result there: it stands in the invocation's
 * notifications. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif(report: Report): string {
  const { headline, because, beside } = verdictWords(report);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: report.tool.name, version: report.tool.version, rules: report.results.map(ruleOf) },
        },
        invocations: [invocationOf(report)],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The audited directory.' } } },
        columnKind: 'utf16CodeUnits',
        results: resultsOf(report),
        properties: {
          verdict: report.verdict,
          summary: [`${headline}.`, because, ...beside].join(' '),
          counts: report.counts,
        },
      },
    ],
  };
  return `${escapeInvisible(JSON.stringify(log, undefined, 2))}\n`;
}

function ruleOf(result: CheckResult) {
  const page = result.refs.map(link).find((ref) => ref.kind === 'link');
  return {
    id: result.check,
    shortDescription: { text: said(result.title) },
    fullDescription: { text: said(result.why) },
    help: { text: said(`${result.fix} ${result.refs.join(' ')}`) },
    ...(page === undefined ? {} : { helpUri: page.url }),
    defaultConfiguration: { level: levelOf(result.severity) },
    properties: { tags: [result.area], severity: result.severity },
  };
}

function said(text: string): string {
  return neutraliseLine(text, evidenceLimit);
}
