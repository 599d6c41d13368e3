/** The page's whole look, for screen and paper. A change changes `styleHash`, which its test then names. */
export const style = `
:root { color-scheme: light dark; --ink: #1c1f24; --soft: #57606a; --line: #d5dae0; --paper: #fff; --quiet: #f4f6f8;
  --bad: #b3261e; --warn: #8a5a00; --good: #1b6e3c; --link: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --soft: #a3acb6; --line: #3a414a; --paper: #15181c;
  --quiet: #1f2429; --bad: #ff8a80; --warn: #f0b860; --good: #7fd49b; --link: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 2rem 0 .6rem; }
p { margin: .6rem 0; }
a { color: var(--link); overflow-wrap: anywhere; }
code, pre { font: .9em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--quiet); border-radius: 4px; }
code { padding: .1em .2em; overflow-wrap: anywhere; }
h1 code { background: none; padding: 0; font: inherit; }
pre { margin: .3rem 0; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
ul, ol { padding-left: 1.4rem; margin: .6rem 0; }
li { margin: .4rem 0; }
.callout { border: 1px solid var(--line); border-left: 6px solid var(--soft); border-radius: 6px; padding: .6rem 1.2rem;
  margin: 1rem 0 1.5rem; }
.callout > p:first-child { font-size: 1.15rem; }
.bad { border-left-color: var(--bad); } .warn { border-left-color: var(--warn); } .good { border-left-color: var(--good); }
section.bad, section.warn { border-left-width: 4px; border-left-style: solid; padding-left: 1rem; margin: 1.8rem 0; }
section.bad > h3, section.warn > h3 { margin-top: 0; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .35rem 1rem; margin: .6rem 0; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
.ticks { list-style: none; padding: 0; }
.ticks li { display: grid; grid-template-columns: 8.5rem 1fr; gap: .2rem .8rem; padding: .35rem 0; margin: 0;
  border-bottom: 1px solid var(--line); }
.ticks b { font-weight: 600; color: var(--soft); } .ticks .done b { color: var(--good); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } tbody th { color: var(--ink); font-weight: 400; }
@media (max-width: 36rem) { dl, .ticks li { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { :root { color-scheme: light; } body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; } li, dl, tr, .callout { break-inside: avoid; } .wide { overflow: visible; } }
`;

/** SHA-256 of `style` for the page's content security policy. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
export const styleHash = 'sha256-xWE6gB/xNwlwCWpS5jO0Jd58ANQOLaoa8A4EPoF64EU=';
