import type { Finding, Severity } from '../src/core/finding.ts';
import { describeLocation } from '../src/core/location.ts';
import type { Report } from '../src/core/report.ts';
import { type CommandProperties, command, type Level } from './github/command.ts';
import { signed } from './outline/checklist.ts';
import type { Issue } from './outline/issues.ts';
import { type OpenGroup, sharedReason } from './outline/open.ts';
import { type Outline, outlineOf } from './outline.ts';
import { sentence, stopped } from './words.ts';

/** The report as workflow commands: findings as annotations, what is open as warnings, the verdict first. */
export function github(report: Report): string {
  const outline = outlineOf(report);
  const lines = [
    verdictCommand(report, outline),
    ...[...outline.urgent, ...outline.later].flatMap(issueCommands),
    ...[...outline.open, ...outline.withheld].map(openCommand),
    ...outline.questions.map(({ severity, title, ask, check }) =>
      command(openLevel(severity), { title: `To answer: ${title}` }, `${ask} (${check})`),
    ),
    ...outline.accepted.map(({ finding, reason, by, on, expires }) => {
      const until = expires === undefined ? 'no end date' : `until ${expires}`;
      const words = `${stopped(finding.message)} ${sentence(reason)} Accepted by ${by} on ${on}, ${until}.`;
      return command('notice', { ...placeOf(finding), title: `Accepted ${finding.severity}` }, words);
    }),
  ];
  return `${lines.join('\n')}\n`;
}

// GitHub keeps ten annotations of a level in a step: the verdict comes first, so that it is among them.
function verdictCommand(report: Report, { words }: Outline): string {
  const level = report.verdict === 'ready' ? 'notice' : report.verdict === 'undetermined' ? 'warning' : 'error';
  return command(level, { title: words.headline }, [words.because, ...words.beside].join('\n'));
}

function issueCommands(issue: Issue): readonly string[] {
  const advice = [`Why: ${sentence(issue.why)}`, `Do: ${sentence(issue.fix)}`, `Source: ${issue.refs.join(' ')}`];
  const attested =
    issue.attested === undefined ? [] : [`Answered ${issue.attested.answer} by ${signed(issue.attested)}`];
  if (issue.findings.length === 0) {
    return [
      command(levelOf(issue.severity), { title: issue.check }, [issue.heading, ...attested, ...advice].join('\n')),
    ];
  }
  return issue.findings.map((finding) => {
    const lines = [finding.message, `Where: ${describeLocation(finding.at)}`, `Seen: ${finding.evidence}`, ...advice];
    const title = `${finding.severity}: ${issue.check}`;
    return command(levelOf(finding.severity), { ...placeOf(finding), title }, lines.join('\n'));
  });
}

function openCommand(group: OpenGroup): string {
  const shared = sharedReason(group);
  const lines = [
    sentence(group.wayOut),
    ...(shared === undefined ? [] : [`So far: ${stopped(shared)}`]),
    ...group.checks.map(({ severity, title, check, because }) => {
      const own = shared === undefined ? `: ${because}` : '';
      return `${severity}: ${title} (${check})${own}`;
    }),
  ];
  const worst = group.checks[0]?.severity ?? 'blocker';
  const level = group.kind === 'consent' ? 'notice' : openLevel(worst);
  return command(level, { title: group.kind === 'consent' ? 'Proof not run' : 'Not verified' }, lines.join('\n'));
}

function placeOf({ at }: Finding): Partial<CommandProperties> {
  if (at.kind !== 'file') return {};
  return at.line === undefined ? { file: at.path } : { file: at.path, line: at.line };
}

function levelOf(severity: Severity): Level {
  if (severity === 'low') return 'notice';
  return severity === 'medium' ? 'warning' : 'error';
}

function openLevel(severity: Severity): Level {
  return severity === 'blocker' || severity === 'high' ? 'warning' : 'notice';
}
