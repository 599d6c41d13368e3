import type { Call } from './functions/signature.ts';
import type { Truth } from './request.ts';
import type { RuleType, Value } from './value.ts';
import type { RuleWorld } from './world.ts';

/** What stands in brackets: an index, a key, or `*` for each element. */
export type Index = number | { readonly key: string } | '*';

type Indexed = {
  /** Where it begins, from 0. */
  readonly at: number;
  readonly indexes: readonly Index[];
  /** Type behind all indexes; with a `*` among them, the type of each of its values. */
  readonly type: RuleType;
  /** Whether it stands for several values: it has a `*`. */
  readonly many: boolean;
};

/** A field or a call with its indexes. */
export type Operand =
  | (Indexed & { readonly kind: 'field'; readonly name: string })
  | (Indexed & {
      readonly kind: 'call';
      readonly name: string;
      readonly call: Call;
      readonly takesHoles: boolean;
      readonly args: readonly CallArgument[];
    });

/** What is handed to a function: a literal, a field or call, or for `any` and `all` a condition over several values. */
export type CallArgument =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'operand'; readonly operand: Operand }
  | { readonly kind: 'condition'; readonly condition: Expression };

/** Whether a value, known or unknown but not missing, passes a comparison. */
export type Test = (value: Value, world: RuleWorld) => Truth;

/**
 * A parsed condition. `many`: it holds for several values, one truth each, and stands inside of `any` or `all`.
 * `evaluateExpression` and `namesIn` are the ways to look into it.
 */
export type Expression =
  | { readonly kind: 'constant'; readonly value: boolean; readonly many: false }
  | { readonly kind: 'not'; readonly of: Expression; readonly many: boolean }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly of: readonly Expression[]; readonly many: boolean }
  | {
      readonly kind: 'test';
      readonly operand: Operand;
      readonly test: Test;
      /** The list that the test looks into, without `$`. */
      readonly list?: string;
      /** The answer for a missing value. */
      readonly onMissing: Truth;
      readonly many: boolean;
    };

/** A parsed value, as URL rewrites and redirects compute one. */
export type TextExpression =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'operand'; readonly operand: Operand };
