import type { Finding } from '../../src/core/finding.ts';
import { describeLocation, type Location } from '../../src/core/location.ts';
import type { Report } from '../../src/core/report.ts';
import { count } from '../../src/core/text.ts';
import {
  type Block,
  code,
  type Fact,
  type Item,
  type Line,
  link,
  paragraph,
  quotation,
  section,
  type Tone,
  text,
} from '../document.ts';
import { signed } from '../outline/checklist.ts';
import type { Issue } from '../outline/issues.ts';
import { isUnsettled } from '../outline/standing.ts';
import type { Outline } from '../outline.ts';
import { prose } from '../prose.ts';
import { sentence, severityWords } from '../words.ts';

const placesShown = 20;

/** Blockers and highs, one section each, in the order in which to work on them. */
export function urgentIssues(report: Report, outline: Outline): readonly Block[] {
  const heading = [text('Before you launch')];
  if (outline.urgent.length === 0) return [section(heading, [paragraph([text(nothingUrgent(report))])])];
  const intro = paragraph([
    text(
      'Blockers must be gone before anyone is let in. High findings must be, too, unless somebody who may decide it ',
    ),
    text('accepts the risk by name. They stand in the order in which to work on them.'),
  ]);
  return [section(heading, [intro, ...outline.urgent.map((issue, index) => issueSection(issue, index + 1))])];
}

/** Medium and low findings, numbered on from the urgent ones. */
export function laterIssues(outline: Outline): readonly Block[] {
  if (outline.later.length === 0) return [];
  const first = outline.urgent.length + 1;
  const intro = paragraph([text('These need not stop the launch. Somebody should own each of them afterwards.')]);
  const issues = outline.later.map((issue, index) => issueSection(issue, first + index));
  return [section([text('Less urgent')], [intro, ...issues])];
}

function nothingUrgent(report: Report): string {
  const answered = report.results.filter(
    (result) => !isUnsettled(result) && result.outcome !== 'not-applicable',
  ).length;
  if (answered === 0) return 'Nothing can be said here: no check came to an answer.';
  return `Nothing of severity blocker or high was found by the ${count(answered, 'check')} that came to an answer.`;
}

function issueSection(issue: Issue, number: number): Block {
  const tone: Tone = issue.urgent ? 'bad' : 'warn';
  const heading: Line = [text(`${number}. ${severityWords[issue.severity]}: `), ...prose(issue.heading)];
  const [only, ...others] = issue.findings;
  const seen = only !== undefined && others.length === 0 ? findingFacts(only) : [];
  const facts: Block = { kind: 'facts', facts: [...seen, ...adviceFacts(issue)] };
  if (others.length === 0) return section(heading, [facts], tone);
  const items = issue.findings.map((finding) => findingItem(finding, issue));
  return section(heading, [{ kind: 'list', ordered: true, items }, facts], tone);
}

function findingItem(finding: Finding, issue: Issue): Item {
  const severity = finding.severity === issue.severity ? [] : [text(` (${finding.severity})`)];
  return {
    content: [...prose(finding.message), ...severity],
    blocks: [{ kind: 'facts', facts: findingFacts(finding) }],
  };
}

function findingFacts(finding: Finding): readonly Fact[] {
  const facts: Fact[] = [{ label: 'Where', content: whereLine(finding) }];
  if (finding.evidence.trim() !== '') facts.push(quotation('Seen', finding.evidence));
  if (finding.confidence !== 'certain') {
    facts.push({ label: 'How sure', content: [text(`${finding.confidence}: look before you act`)] });
  }
  return facts;
}

/** Every place of a finding once, each with the provider's own page where there is one; a long list ends in a number. */
export function whereLine(finding: Finding): Line {
  const places = new Map<string, Location>();
  for (const at of [finding.at, ...(finding.places ?? [])]) places.set(describeLocation(at), at);
  const shown = [...places].slice(0, placesShown);
  const line = shown.flatMap(([described, at], index) => [
    ...(index === 0 ? [] : [text(', ')]),
    code(described),
    ...(at.kind === 'provider' && at.link !== undefined ? [text(' '), link(at.link)] : []),
  ]);
  const more = places.size - shown.length;
  return more === 0 ? line : [...line, text(` and ${more} more`)];
}

function adviceFacts(issue: Issue): readonly Fact[] {
  const facts: Fact[] = [];
  if (issue.attested !== undefined) {
    facts.push({ label: 'Answered', content: prose(`${issue.attested.answer}, by ${signed(issue.attested)}`) });
  }
  facts.push({ label: 'Why it matters', content: prose(sentence(issue.why)) });
  facts.push({ label: 'What to do', content: prose(sentence(issue.fix)) });
  facts.push({ label: 'Source', content: sourceLine(issue.refs) });
  facts.push({ label: 'Check', content: [code(issue.check)] });
  return facts;
}

/** The pages a check rests on, each in full. */
export function sourceLine(refs: readonly string[]): Line {
  return refs.flatMap((ref, index) => [...(index === 0 ? [] : [text(', ')]), link(ref)]);
}
