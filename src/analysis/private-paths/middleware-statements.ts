import type { Node } from 'oxc-parser';
import { evaluate } from './middleware-expressions.ts';
import { bind, countStep, type Run, under } from './middleware-run.ts';
import { plain, type Scope, truthOf, unknown, type Value } from './middleware-values.ts';

/** How a run of statements ends: it goes on, it returned or threw, or that hangs on what is not known. */
type Outcome = 'on' | 'ended' | 'perhaps';

/**
 * Reads statements in the order in which they are run, both branches where a condition is not known. What follows a way out that may or
 * may not be taken is no longer sure.
 */
export function execute(run: Run, scope: Scope, statements: readonly Node[]): Outcome {
  let outcome: Outcome = 'on';
  for (const statement of statements) {
    if (statement.type === 'FunctionDeclaration' && statement.id !== null) {
      scope.names.set(statement.id.name, { is: 'function', node: statement, scope });
    }
  }
  for (const statement of statements) {
    const next = one(run, scope, statement);
    if (next === 'ended') return outcome === 'perhaps' ? 'perhaps' : 'ended';
    if (next === 'perhaps') {
      outcome = 'perhaps';
      run.sure = false;
    }
  }
  return outcome;
}

function one(run: Run, scope: Scope, statement: Node): Outcome {
  countStep(run);
  switch (statement.type) {
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations)
        bind(run, scope, id, init === null ? unknown : evaluate(run, scope, init));
      return 'on';
    case 'ExpressionStatement':
      evaluate(run, scope, statement.expression);
      return 'on';
    case 'ReturnStatement': {
      const value = statement.argument === null ? plain(undefined) : evaluate(run, scope, statement.argument);
      run.returns.at(-1)?.push(value);
      return 'ended';
    }
    case 'ThrowStatement':
      return 'ended';
    case 'BlockStatement':
      return execute(run, { module: scope.module, names: new Map(), outer: scope }, statement.body);
    case 'IfStatement':
      return branch(run, scope, statement);
    case 'TryStatement':
      return attempt(run, scope, statement);
    case 'SwitchStatement':
      return chosen(run, scope, statement);
    case 'ForOfStatement':
      return each(run, scope, statement);
    case 'ForStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return softened(under(run, unknown, () => one(run, scope, statement.body)));
    default:
      return 'on';
  }
}

function branch(
  run: Run,
  scope: Scope,
  { test, consequent, alternate }: Extract<Node, { type: 'IfStatement' }>,
): Outcome {
  const condition = evaluate(run, scope, test);
  const truth = truthOf(condition);
  const read = (node: Node | null): Outcome =>
    node === null ? 'on' : under(run, condition, () => one(run, scope, node));
  if (truth !== undefined) {
    const outcome = read(truth.holds ? consequent : alternate);
    // Whoever is signed in may have left by the branch that was not taken: what follows is for others.
    if (truth.bySession) run.bySession = true;
    return outcome;
  }
  const outcomes = [read(consequent), read(alternate)];
  if (outcomes.every((outcome) => outcome === 'ended')) return 'ended';
  return outcomes.every((outcome) => outcome === 'on') ? 'on' : 'perhaps';
}

function attempt(
  run: Run,
  scope: Scope,
  { block, handler, finalizer }: Extract<Node, { type: 'TryStatement' }>,
): Outcome {
  const outcome = one(run, scope, block);
  const caught = handler === null ? 'on' : under(run, unknown, () => one(run, scope, handler.body));
  const last = finalizer === null ? 'on' : one(run, scope, finalizer);
  if (last === 'ended') return 'ended';
  return outcome === 'on' && caught !== 'on' ? 'perhaps' : outcome;
}

function chosen(run: Run, scope: Scope, { discriminant, cases }: Extract<Node, { type: 'SwitchStatement' }>): Outcome {
  const value = evaluate(run, scope, discriminant);
  const labels = cases.map(({ test }) => (test === null ? undefined : evaluate(run, scope, test)));
  const isKnown = value.is === 'plain' && labels.every((label) => label === undefined || label.is === 'plain');
  if (!isKnown) {
    const outcomes = cases.map((one) => under(run, unknown, () => until(run, scope, one.consequent)));
    return outcomes.every((outcome) => outcome === 'on') ? 'on' : 'perhaps';
  }
  const matching = labels.findIndex(
    (label) => label !== undefined && label.is === 'plain' && label.value === value.value,
  );
  const from = matching === -1 ? labels.indexOf(undefined) : matching;
  if (from === -1) return 'on';
  return until(
    run,
    scope,
    cases.slice(from).flatMap(({ consequent }) => consequent),
  );
}

// Up to the first `break`.
function until(run: Run, scope: Scope, statements: readonly Node[]): Outcome {
  const at = statements.findIndex(({ type }) => type === 'BreakStatement');
  return execute(run, scope, at === -1 ? statements : statements.slice(0, at));
}

function each(run: Run, scope: Scope, { left, right, body }: Extract<Node, { type: 'ForOfStatement' }>): Outcome {
  const list = evaluate(run, scope, right);
  const items: readonly Value[] = list.is === 'list' ? list.items : [unknown];
  let outcome: Outcome = 'on';
  for (const item of items) {
    const inner: Scope = { module: scope.module, names: new Map(), outer: scope };
    const pattern = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
    if (pattern !== undefined) bind(run, inner, pattern, item);
    const next = under(run, list.is === 'list' ? plain(true) : unknown, () => one(run, inner, body));
    if (next === 'ended' && list.is === 'list') return outcome === 'perhaps' ? 'perhaps' : 'ended';
    if (next !== 'on') outcome = 'perhaps';
  }
  return outcome;
}

function softened(outcome: Outcome): Outcome {
  return outcome === 'on' ? 'on' : 'perhaps';
}
