import type { CheckResult, Report } from '../src/core/report.ts';
import { casesOf, type TestCase, verdictCase } from './junit/cases.ts';
import { escapeXml } from './junit/escape.ts';
import { compareAreas } from './words.ts';

/**
 * The report as JUnit XML, one suite an area. What could not be verified is skipped there, and skipped suites look green:
 * a last suite holds the verdict and fails unless it is `ready`. https://github.com/testmoapp/junitxml
 */
export function junit(report: Report): string {
  const areas = [...new Set(report.results.map((result) => result.area))].sort(compareAreas);
  const suites = areas.map((area) => suiteOf(area, report.results));
  const all = [...suites, { name: 'verdict', cases: [verdictCase(report)] }];
  const cases = all.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: report.tool.name, ...totals(cases), time: seconds(report.ms) })}>`,
    ...all.flatMap((suite) => suiteLines(suite, report.startedAt)),
    '</testsuites>',
    '',
  ].join('\n');
}

type Suite = { readonly name: string; readonly cases: readonly TestCase[] };

function suiteOf(area: string, results: readonly CheckResult[]): Suite {
  return { name: area, cases: casesOf(results.filter((result) => result.area === area)) };
}

function suiteLines({ name, cases }: Suite, startedAt: string): readonly string[] {
  const time = cases.reduce((sum, each) => sum + each.ms, 0);
  const timestamp = startedAt.replace(/(\.\d+)?Z$/, '');
  return [
    `  <testsuite ${attributes({ name, ...totals(cases), time: seconds(time), timestamp })}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ area, name, ms, ending }: TestCase): readonly string[] {
  const head = `testcase ${attributes({ classname: area, name, time: seconds(ms) })}`;
  if (ending.kind === 'passed') {
    return [`    <${head}>`, `      <system-out>${escapeXml(ending.message)}</system-out>`, '    </testcase>'];
  }
  const body = ending.body === undefined ? '' : escapeXml(ending.body);
  const tag = `<${ending.kind} ${attributes({ message: ending.message, ...(ending.type && { type: ending.type }) })}`;
  const element = body === '' ? `${tag}/>` : `${tag}>${body}</${ending.kind}>`;
  return [`    <${head}>`, `      ${element}`, '    </testcase>'];
}

function totals(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  const number = (kind: TestCase['ending']['kind']) =>
    String(cases.filter(({ ending }) => ending.kind === kind).length);
  return {
    tests: String(cases.length),
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
  };
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(' ');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
