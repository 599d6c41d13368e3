const auditFlagLines = `
  -o, --output <format>[=<file>]   terminal, markdown, json, sarif, junit, github, html; repeatable, no file = stdout
      --only, --skip <names>       areas and check ids, comma-separated
      --fail-on <severity>         blocker, high (default), medium, low, never: when the exit code is 1
      --read-values                compare variables by value, in memory; without it they are compared by record
      --probe                      allow probes: private pages read by GET as your test users ("users" in the
                                   configuration), to prove what the edge serves to whom; off by default
      --config <file>              your own configuration; its keys win over launch-ready.json
      --timeout <s>                how long one source may take, retries included
      --now <ISO date>             judge expiry as of that time
      --baseline <run>             findings of that run do not count again
      --save, --from <dir>         keep the gathered facts, judge again from them
      --offline                    send no request
      --no-color --verbose`;

/** What \`--help\` prints, by command. */
export const helpPages: Readonly<Record<string, string>> = {
  'launch-ready': `
launch-ready: audits a web product before its launch, and leaves a handover a client can rely on.
It reads the repository, the providers' APIs, DNS, certificates and the live pages. It changes nothing and shows no secret.

  launch-ready [dir]            the interactive session (without a terminal: audit)
  launch-ready audit [dir]      one run without questions, for CI and scripts
  launch-ready demo             audit the practice launch: no accounts, nothing leaves this machine
  launch-ready report [run]     render a saved run again
  launch-ready compare [old] [new]   what was fixed and what is new between two runs
  launch-ready checks           the catalogue
  launch-ready explain <check>  what one check looks at, why, and how to fix it; --path whether the edge stores a page,
                                --mail whether a sender passes SPF
  launch-ready init [dir]       write launch-ready.json from what is found
  launch-ready doctor [dir]     which credentials are there, what each may read, what is missing

First time?   launch-ready demo
At the edge   CLOUDFLARE_API_TOKEN=… launch-ready explain --path /dashboard
In a project  VERCEL_TOKEN=… launch-ready audit --read-values
Any domain    launch-ready audit --only email,dns,tls,web --config <file with "production">

Exit codes: 0 ready, 1 not ready, 2 usage or internal error, 3 undetermined, 130 interrupted, 143 terminated.
launch-ready <command> --help tells more.`,
  audit: `
launch-ready audit [dir]: one run without questions. stdout carries the answer, stderr the talk.
The handover is written to .launch-ready/handover.md unless --output names a markdown file.
${auditFlagLines}

  launch-ready audit                                   the summary, and the handover
  launch-ready audit -o json | jq .verdict
  launch-ready audit -o sarif=out.sarif -o markdown=HANDOVER.md --read-values
  launch-ready audit --only env --fail-on blocker
  launch-ready audit --only email,dns,tls,web --config domain.json
                                                       the domain from outside: no account; the file holds { "production": … }

VERCEL_TOKEN and CLOUDFLARE_API_TOKEN are read from the environment; email, dns, web and most of tls need none.
launch-ready doctor tells what they must be allowed to read.`,
  demo: `
launch-ready demo [--repaired]: audits the practice launch, a small shop with a believable mess in its settings.
Its providers run on loopback while it is audited; its files lie in a temporary folder that is named.
--repaired audits the same shop put right. All flags of audit work here too; --probe proves live what the edge leaks.`,
  report: `
launch-ready report [run]: renders a saved run again; without one, the newest.

  launch-ready report -o html=report.html
  launch-ready report .launch-ready/runs/latest.json -o markdown

  -o, --output <format>[=<file>]   terminal (default), markdown, json, sarif, junit, github, html
      --no-color`,
  compare: `
launch-ready compare [old] [new]: what was fixed, what is new and what is unchanged between two runs.
Without names: the run before the newest against the newest. Exit code 0 when nothing is new, 1 when something is.

      --format <text|json>   default text`,
  checks: `
launch-ready checks: the catalogue of checks by area.

      --format <text|json>   default text`,
  explain: `
launch-ready explain <check>: what one check looks at, why it matters, how to fix what it finds, and its sources.

  launch-ready explain env/shared-secrets

launch-ready explain --path <path>: would Cloudflare store the answer, and by which rule; step by step.

  launch-ready explain --path /dashboard
  launch-ready explain --path "/account?tab=orders" --header "cookie: session=1" --format json
  launch-ready explain --path /api/me --origin-status 200 --origin-header "cache-control: private"

      --host <host>                     another host than production's
      --header <name: value>            the visitor's, repeatable; one that is not given is unknown; "cookie:" means none;
                                        one "cookie: a=1; b=2" is the whole jar: other cookies are not there
      --origin-header <name: value>     stand in for the origin's answer, whole: headers that are not given are absent
      --origin-status <code>            200 without it; with neither, the path is asked once by GET
      CLOUDFLARE_API_TOKEN              reads the zone's rules; without it the decision is unknown

launch-ready explain --mail <sender> --ip <address>: would this sender pass SPF (RFC 7208), step by step.

  launch-ready explain --mail orders@example.com --ip 192.0.2.7
  launch-ready explain --mail "" --helo mail.example.com --ip 2001:db8::7      a bounce, judged by its HELO name

      --helo <host>      the name that the sending server greets with
      --config <file>    your own configuration: its "network.resolver" is asked
      --timeout <s>      give up earlier than after 20 seconds
      --format <text|json>   default text; with --path: {path, decision, steps},
                         with --mail: {result, explanation, lookups, voids, steps}`,
  init: `
launch-ready init [dir]: writes launch-ready.json from what the repository and Vercel show. An existing file is left alone.

      --config <file>  --timeout <s>`,
  doctor: `
launch-ready doctor [dir]: which credentials are there, what each may read, and which checks wait for what is missing.
Asks the providers by GET as an audit does; decrypts nothing and sends no probe.

      --format <text|json>   default text
      --config <file>  --timeout <s>  --offline`,
};
