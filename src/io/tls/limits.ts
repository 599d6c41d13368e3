/** How long one connection is waited for, in milliseconds: to find the address and to open it each, and then for the answer. */
export type TlsLimits = { readonly connectMs: number; readonly answerMs: number };

/** Two rounds of questions fit into a gatherer's twelve seconds, also at a server that swallows the second. */
export const defaultLimits: TlsLimits = { connectMs: 2500, answerMs: 4000 };
