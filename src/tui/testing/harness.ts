import type { SessionPorts } from '../../core/session.ts';
import { startSession } from '../start.tsx';
import { fakePorts } from './fake-ports.ts';
import { sampleMeta, sampleReport, sampleResult, sampleResults } from './sample-results.ts';
import { scriptedRun } from './scripted-run.ts';

/**
 * The session over scripted ports, bundled and run in a pseudo-terminal by the tests. The scenario is the first
 * argument: `finished` runs end at once, `endless` ones never do, `broken` ones bring a result that cannot be drawn.
 */
const scenario = process.argv[2] ?? 'finished';

const run: SessionPorts['run'] = (choice) => {
  const scripted = scriptedRun(choice);
  const results = scenario === 'broken' ? [trap()] : sampleResults();
  scripted.tell(
    { type: 'planned', checks: results.map((result) => sampleMeta(result.check)), artifacts: [] },
    { type: 'gathering', artifact: 'vercel/project' },
    ...results.map((result) => ({ type: 'judged', result }) as const),
  );
  if (scenario !== 'endless') scripted.finish(sampleReport(results));
  return scripted.handle;
};

// Its evidence is read when the detail is drawn, and nowhere before.
function trap() {
  return Object.defineProperty(sampleResult('env/trap'), 'evidence', {
    enumerable: false,
    get: () => {
      throw new Error('this result cannot be drawn');
    },
  });
}

const { ports } = fakePorts({
  animate: true,
  ascii: process.argv.includes('--ascii'),
  previous: sampleReport(),
  run,
});
const end = await startSession(ports, { stdin: process.stdin, stdout: process.stdout });
process.stdout.write(
  `ENDED ${JSON.stringify({ how: end.how, verdict: end.report?.verdict, handover: end.handover })}\n`,
);
