/** Labels under which zones usually have names: products, people’s shortcuts, and what is forgotten after a move. */
export const usualLabels: readonly string[] = [
  ...['www', 'app', 'api', 'admin', 'dashboard', 'portal', 'account', 'auth', 'login', 'm'],
  ...['staging', 'preview', 'dev', 'test', 'beta', 'demo', 'old', 'localhost'],
  ...['blog', 'docs', 'help', 'support', 'status', 'shop', 'store', 'go', 'links'],
  ...['cdn', 'assets', 'static'],
  ...['mail', 'email', 'send', 'autodiscover', 'mta-sts', 'ftp', 'vpn', 'git', 'internal', 'db'],
];

/** A label that nobody gives a name: whatever answers under it is a wildcard (RFC 4592). */
export const unlikelyLabel = 'launch-ready-wildcard-probe';
