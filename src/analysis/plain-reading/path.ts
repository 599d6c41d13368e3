const acts: ReadonlySet<string> = new Set([
  ...['logout', 'signout', 'logoff', 'signoff', 'delete', 'deletion', 'remove', 'destroy', 'unsubscribe', 'optout'],
  ...['revoke', 'cancel', 'deactivate', 'disconnect', 'reset', 'purge', 'terminate', 'unlink', 'erase', 'wipe'],
  ...['accept', 'approve', 'decline', 'confirm', 'activate', 'redeem', 'refund', 'suspend', 'impersonate', 'unpublish'],
]);
const pairs: ReadonlySet<string> = new Set(['log out', 'sign out', 'log off', 'sign off', 'opt out', 'end session']);
// Within longer names these are usual words: `/blog/exit-strategy`.
const whole: ReadonlySet<string> = new Set(['bye', 'exit', 'quit']);

/** Whether reading a path or address is only that: false when a word in its path or query names an act. */
export function isPlainRead(address: string): boolean {
  let text = address;
  try {
    text = decodeURIComponent(address);
  } catch {
    // Bad escapes stay as they are: the words around them still count.
    text = address;
  }
  const afterHost = text.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  const words = afterHost
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  if (afterHost.split(/[^\w-]+/).some((part) => whole.has(part.toLowerCase()))) return false;
  return !words.some((word, at) => acts.has(word) || pairs.has(`${word} ${words[at + 1] ?? ''}`));
}
