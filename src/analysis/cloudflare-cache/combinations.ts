/** How many values each axis has; never 0. */
export type Sizes = readonly number[];

/** Every combination of one index an axis, at most `most` of them; `undefined` when there are more. */
export function combinationsOf(sizes: Sizes, most: number): readonly (readonly number[])[] | undefined {
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count > most) return undefined;
  return Array.from({ length: count }, (_, nth) => {
    let rest = nth;
    return sizes.map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    });
  });
}

/**
 * The axes whose value tells results apart: results differ, as a set, from one of their values to another. When only values together
 * tell, all axes with several values.
 */
export function tellingAxes(
  sizes: Sizes,
  results: readonly { readonly combination: readonly number[]; readonly result: string }[],
): readonly number[] {
  const open = sizes.flatMap((size, axis) => (size > 1 ? [axis] : []));
  const telling = open.filter((axis) => {
    const byValue = new Map<number, Set<string>>();
    for (const { combination, result } of results) {
      const value = combination[axis] ?? 0;
      byValue.set(value, (byValue.get(value) ?? new Set()).add(result));
    }
    return new Set([...byValue.values()].map((set) => [...set].toSorted().join())).size > 1;
  });
  return telling.length > 0 ? telling : open;
}
