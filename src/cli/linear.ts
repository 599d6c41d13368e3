import { detailText } from '../core/detail.ts';
import { allowProbe } from '../core/doors/probe.ts';
import { UserError } from '../core/fault.ts';
import { type CheckResult, openFindings, type Report } from '../core/report.ts';
import type { CredentialLine, RunChoice, SessionPorts } from '../core/session.ts';
import { compareTables, tableTitle } from '../core/table-words.ts';
import { neutraliseLine } from '../core/text.ts';
import { exitCodeOf } from '../engine/verdict.ts';
import { finishLaunch } from './finish.ts';
import type { Launch } from './launch.ts';
import { openTerminal, type Terminal } from './linear-terminal.ts';
import { sessionPorts } from './session-ports.ts';
import { countsLine, sessionSummary } from './summary.ts';
import type { World } from './world.ts';

/** The session line by line: no redraw, no symbols, numbered questions; for screen readers and `--plain`. */
export async function runLinear(launch: Launch, world: World): Promise<number> {
  const { options } = launch;
  const ports = await sessionPorts(launch, world, true);
  const { terminal, close } = openTerminal(world);
  try {
    const said = new Set(launch.warnings);
    for (const warning of said) terminal.say(warning);
    introduce(ports, terminal);
    const readValues = await chooseStart(ports, terminal, options.readValues);
    if (readValues === undefined) return 0;
    const report = await reviewLoop(ports, terminal, readValues);
    const finished = await finishLaunch(launch, report, world);
    for (const warning of [...launch.warnings.difference(said), ...finished.warnings]) terminal.say(warning);
    terminal.say(sessionSummary(report, finished.files, { ...options, readValues }, world.cwd));
    return exitCodeOf(report.results, options.failOn);
  } finally {
    close();
  }
}

function introduce({ intro, credentials }: SessionPorts, { say }: Terminal): void {
  say(`launch-ready ${intro.version}`);
  for (const [label, value] of intro.found) say(`${label}: ${value}`);
  for (const line of intro.will) say(`Will: ${line}`);
  for (const line of intro.never) say(`Never: ${line}`);
  for (const line of credentials()) say(describeCredential(line));
}

function describeCredential({ variable, state, from, unlocks }: CredentialLine): string {
  return `Credential ${variable}: ${state}${from === undefined ? '' : `, ${from}`}. It unlocks ${unlocks}.`;
}

// Whether values are to be compared, or `undefined` for quit.
async function chooseStart(ports: SessionPorts, terminal: Terminal, wanted: boolean): Promise<boolean | undefined> {
  const credentials = ports.credentials();
  const offered = credentials.find(({ state }) => state === 'offered');
  const login = offered === undefined ? '' : `; 5 use the ${offered.provider} CLI login`;
  for (;;) {
    const answer = await terminal.ask(
      `1 start; 2 start and compare values in memory; 3 type a token; 4 quit${login}: `,
    );
    if (answer === '1' || answer === '') return wanted;
    if (answer === '2') return true;
    if (answer === '4') return undefined;
    await sayRefusal(terminal, async () => {
      if (answer === '3') await typeToken(ports, terminal);
      else if (answer === '5' && offered !== undefined) ports.acceptLogin(offered.variable);
      else throw new UserError(`There is no choice ${answer}.`, 'Type one of the numbers.');
      terminal.say('Taken, for this session only.');
    });
  }
}

async function typeToken(ports: SessionPorts, { ask, askMasked }: Terminal): Promise<void> {
  const variables = ports.credentials().map(({ variable }) => variable);
  const answer = await ask(`${variables.map((variable, nth) => `${nth + 1} ${variable}`).join('; ')}: `);
  const variable = variables[Number(answer) - 1];
  if (variable === undefined) throw new UserError(`There is no choice ${answer}.`, 'Type one of the numbers.');
  ports.useCredential(variable, await askMasked(`${variable} (not shown): `));
}

async function reviewLoop(ports: SessionPorts, terminal: Terminal, readValues: boolean): Promise<Report> {
  let report = await runOnce(ports, terminal, { readValues });
  for (;;) {
    const open = report.results.filter(isOpen);
    const answer = await terminal.ask(
      `1 to ${open.length} read one; l list them; t tables; p send probes; r run again; w write the handover; q quit: `,
    );
    if (answer === 'q') return report;
    await sayRefusal(terminal, async () => {
      const chosen = open[Number(answer) - 1];
      if (answer === 'l') for (const [nth, result] of open.entries()) terminal.say(`${nth + 1}: ${headline(result)}`);
      else if (answer === 't') await readTable(report, terminal);
      else if (answer === 'p') report = await prove(ports, terminal, report, readValues);
      else if (answer === 'r') report = await runOnce(ports, terminal, { readValues });
      else if (answer === 'w') terminal.say(`Written: ${await ports.writeHandover(report)}`);
      else if (chosen === undefined)
        throw new UserError(`There is no choice ${answer}.`, 'Type a number, l, t, p, r, w or q.');
      else terminal.say(detailText({ result: chosen, severity: chosen.severity, stale: false }));
    });
  }
}

async function readTable({ tables }: Report, { ask, say }: Terminal): Promise<void> {
  const ids = Object.keys(tables).toSorted(compareTables);
  for (const [nth, id] of ids.entries()) say(`${nth + 1}: ${tableTitle(id)}`);
  const answer = await ask(`1 to ${ids.length} read one; Enter goes back: `);
  if (answer === '') return;
  const table = tables[ids[Number(answer) - 1] ?? ''];
  if (table === undefined) throw new UserError(`There is no table ${answer}.`, 'Type one of the numbers.');
  for (const [nth, row] of table.rows.entries()) {
    const cells = table.columns.map((name, index) => `${name}: ${neutraliseLine(String(row[index] ?? 'none'), 2000)}`);
    say(`${nth + 1} of ${table.rows.length}. ${cells.join('; ')}.`);
  }
}

// Each probe is named with what it sends, and to whom, before it is allowed.
async function prove(ports: SessionPorts, terminal: Terminal, report: Report, readValues: boolean): Promise<Report> {
  const only: string[] = [];
  for (const result of report.results) {
    if (result.outcome !== 'unavailable' || result.reason !== 'not-allowed') continue;
    terminal.say(`${result.check}: ${neutraliseLine(result.hint, 1000)}`);
    if (!result.hint.startsWith(allowProbe)) continue;
    if ((await terminal.ask('y sends it; anything else does not: ')) === 'y') only.push(result.area);
  }
  if (only.length > 0) return runOnce(ports, terminal, { readValues, only, probe: true });
  terminal.say('No probe was sent.');
  return report;
}

async function runOnce(ports: SessionPorts, terminal: Terminal, choice: RunChoice): Promise<Report> {
  const { audit } = ports.run(choice);
  for await (const event of audit) {
    if (event.type === 'planned') terminal.say(`Running ${event.checks.length} checks.`);
    if (event.type === 'judged') terminal.say(headline(event.result));
  }
  const report = await audit.report;
  terminal.say(`Verdict: ${report.verdict}. ${countsLine(report)}.`);
  return report;
}

function isOpen(result: CheckResult): boolean {
  if ('attested' in result && result.attested !== undefined) return openFindings(result).length > 0;
  return !['pass', 'not-applicable', 'waived'].includes(result.outcome);
}

function headline(result: CheckResult): string {
  const found = openFindings(result).length;
  return `${result.outcome}, ${result.severity}, ${result.check}: ${result.title}${found === 0 ? '' : ` (${found} found)`}`;
}

async function sayRefusal({ say }: Terminal, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`${error.message} ${error.hint}`);
  }
}
