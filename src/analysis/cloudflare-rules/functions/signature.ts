import type { RuleType, Value } from '../value.ts';

/** What may stand at one place of a call. */
export type Parameter = {
  readonly types: readonly RuleType[];
  /** `must`: only a literal; `never`: a field or the result of a function. */
  readonly literal: 'must' | 'never' | 'may';
  readonly isOptional?: true;
};

/** An argument as it was written: where it stands, and what is known of it before any request. */
export type Argument = {
  readonly at: number;
  readonly type: RuleType;
  readonly literal?: string | number;
  /** Name of the field, when it is a field as a whole. */
  readonly field?: string;
};

/** Computes a call's value from those of its arguments. */
export type Call = (values: readonly Value[]) => Value;

/** A function of the Rules language. https://developers.cloudflare.com/ruleset-engine/rules-language/functions/ */
export type RuleFunction = {
  readonly parameters: readonly Parameter[];
  /** What may follow them, any number of times. */
  readonly rest?: Parameter;
  readonly returns: (first: RuleType) => RuleType;
  /** Looks at the arguments before any request, and throws a `Refusal` where the engine would. */
  readonly prepare: (args: readonly Argument[]) => Call;
  /** Without it, a call with a missing value is missing and one with an unknown value is unknown, and `Call` never sees them. */
  readonly takesHoles?: true;
};

/** A string, written or computed. */
export const anyText: Parameter = { types: ['String'], literal: 'may' };
/** A string that a field or function gives. */
export const computedText: Parameter = { types: ['String'], literal: 'never' };
/** A written string. */
export const literalText: Parameter = { types: ['String'], literal: 'must' };
/** A number, written or computed. */
export const anyInteger: Parameter = { types: ['Integer'], literal: 'may' };
/** A written number. */
export const literalInteger: Parameter = { types: ['Integer'], literal: 'must' };

/** The same parameter, which a call may leave out. */
export function optional(parameter: Parameter): Parameter {
  return { ...parameter, isOptional: true };
}

/** A function that needs no look at its arguments beforehand. */
export function plain(returns: RuleType, parameters: readonly Parameter[], call: Call): RuleFunction {
  return { parameters, returns: () => returns, prepare: () => call };
}

/** The string at one place of a call; parameters have seen to it that it is one. */
export function textAt(values: readonly Value[], index: number): string {
  const value = values[index];
  return typeof value === 'string' ? value : '';
}

/** The number at one place of a call, or `otherwise` where the call left it out. */
export function numberAt(values: readonly Value[], index: number, otherwise = 0): number {
  const value = values[index];
  return typeof value === 'number' ? value : otherwise;
}
