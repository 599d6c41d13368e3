/** A text file of the sample repository; `path` is relative to its root, with `/`. */
export type ShopFile = { readonly path: string; readonly text: string };
