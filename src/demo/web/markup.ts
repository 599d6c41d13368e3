/** The shop's pages as HTML, with `scripts` where Next.js puts its own. */
export function homePage(scripts: string): string {
  return documentOf(
    'Harbor Goods',
    scripts,
    '<h1>Good gear for bad weather</h1>\n<ul><li><h2>Storm lantern</h2><p>Burns through a gale.</p></li></ul>',
  );
}

/** Where customers enter a password. */
export function signInPage(scripts: string): string {
  const form = `<form method="post">
<h1>Sign in</h1>
<input name="email" type="email" autocomplete="email" required>
<input name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>`;
  return documentOf('Sign in · Harbor Goods', scripts, form);
}

/** A page for what is not there; `more` follows the sentence. */
export function missingPage(scripts: string, more = ''): string {
  return documentOf('Not found · Harbor Goods', scripts, `<h1>This page went overboard</h1>\n${more}`);
}

/** A page of the shop around `main`. */
export function documentOf(title: string, scripts: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${scripts}
</head>
<body>
<header><a href="/">Harbor Goods</a> <a href="/dashboard">Your orders</a></header>
<main>${main}</main>
</body>
</html>
`;
}

/** The mark for BIMI: SVG Tiny PS (draft-svg-tiny-ps-abrotman), square, with a title and nothing that moves or loads. */
export const brandMark = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 64 64">
<title>Harbor Goods</title>
<rect width="64" height="64" fill="#0b3d4f"/>
<path d="M32 10v36M20 34c0 8 6 12 12 12s12-4 12-12M24 18h16" fill="none" stroke="#ffffff" stroke-width="5"/>
</svg>
`;
