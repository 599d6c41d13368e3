import type { z } from 'zod';

/** The keys that a schema knows at a path, in their order; none where it takes any key or no object at all. */
export function keysAt(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  let current: unknown = schema;
  for (const part of path) current = childOf(unwrap(current), part);
  const { shape } = innards(unwrap(current));
  return shape === undefined ? [] : Object.keys(shape);
}

// What zod shows of a schema's build: https://zod.dev/packages/core
type Innards = {
  readonly def?: {
    readonly innerType?: unknown;
    readonly in?: unknown;
    readonly element?: unknown;
    readonly valueType?: unknown;
  };
  readonly shape?: Readonly<Record<string, unknown>>;
};

function innards(schema: unknown): Innards {
  return schema ?? {};
}

function unwrap(schema: unknown): unknown {
  const { def } = innards(schema);
  const next = def?.innerType ?? def?.in;
  return next === undefined ? schema : unwrap(next);
}

function childOf(schema: unknown, part: string | number): unknown {
  const { shape, def } = innards(schema);
  if (shape !== undefined) return Object.hasOwn(shape, part) ? shape[part] : undefined;
  return typeof part === 'number' ? def?.element : def?.valueType;
}
