/** Whether a value has a shape. */
export type Shape = (value: unknown) => boolean;

/** Any text. */
export const text: Shape = (value) => typeof value === 'string';

/** A number that JSON can hold. */
export const number: Shape = (value) => typeof value === 'number';

/** One of these values. */
export function oneOf(values: readonly unknown[]): Shape {
  return (value) => values.includes(value);
}

/** The shape, or not there at all. */
export function maybe(shape: Shape): Shape {
  return (value) => value === undefined || shape(value);
}

/** Whichever of the shapes fits. */
export function anyOf(...shapes: readonly Shape[]): Shape {
  return (value) => shapes.some((shape) => shape(value));
}

/** A list of one shape. */
export function listOf(shape: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(shape);
}

/** An object under whose every key lies the shape. */
export function recordOf(shape: Shape): Shape {
  return (value) => isObject(value) && Object.values(value).every(shape);
}

/** An object with at least these properties. */
export function objectOf(properties: Readonly<Record<string, Shape>>): Shape {
  return (value) => isObject(value) && Object.entries(properties).every(([key, shape]) => shape(value[key]));
}

/** Whether a value is an object with keys, no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
