/** Headers as the site door gives them: names in lower case, repeated ones apart. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** The values of one header, in order. */
export function valuesOf(headers: Headers, name: string): readonly string[] {
  return headers.flatMap(([key, value]) => (key === name ? [value] : []));
}
