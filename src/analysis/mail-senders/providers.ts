/** A service that sends or takes mail, and how it shows. Plain data; the names are the services' own. */
export type MailProvider = {
  readonly id: string;
  readonly title: string;
  /** `service`: an API or SMTP service that applications use; `mailbox`: where people have addresses; `relay`: SMTP to a host that the code does not name. */
  readonly kind: 'service' | 'mailbox' | 'relay';
  /** npm packages. */
  readonly packages: readonly string[];
  /** Beginnings of environment variable names. */
  readonly variables: readonly string[];
  /** SPF includes of which one authorises it; empty when its mail has a return path that the service or a CNAME answers for. */
  readonly spfIncludes: readonly string[];
  /** Further includes that show it, in older records. */
  readonly spfMarks?: readonly string[];
  /** Labels below the domain that it uses as return path by default. */
  readonly returnPaths: readonly string[];
  /** Suffixes of the CNAME or MX target that such a return path leads to. */
  readonly bounceHosts: readonly string[];
  /** Selectors it publishes by default. */
  readonly selectors: readonly string[];
  /** Whether `selectors` are all that it uses unless somebody asked for others: then a missing key is a missing key. */
  readonly selectorsFixed: boolean;
  /** Suffixes of MX targets that show a mailbox provider. */
  readonly mx: readonly string[];
  /** Its page on domain authentication. */
  readonly page: string;
};

const ses = ['amazonses.com'];
const none: readonly string[] = [];

/** Every provider that is known, services first. */
export const mailProviders: readonly MailProvider[] = [
  service('resend', 'Resend', ['resend'], ['RESEND_'], {
    spfIncludes: ses,
    returnPaths: ['send'],
    bounceHosts: ses,
    selectors: ['resend'],
    selectorsFixed: true,
    page: 'https://resend.com/docs/dashboard/domains/introduction',
  }),
  service('sendgrid', 'SendGrid', ['@sendgrid/mail', '@sendgrid/client'], ['SENDGRID_'], {
    spfIncludes: ['sendgrid.net'],
    returnPaths: ['em'],
    bounceHosts: ['sendgrid.net'],
    selectors: ['s1', 's2'],
    page: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication',
  }),
  service('postmark', 'Postmark', ['postmark'], ['POSTMARK_'], {
    returnPaths: ['pm-bounces'],
    bounceHosts: ['mtasv.net'],
    selectors: ['pm'],
    page: 'https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain',
  }),
  service(
    'ses',
    'Amazon SES',
    ['@aws-sdk/client-ses', '@aws-sdk/client-sesv2', 'nodemailer-ses-transport'],
    ['SES_', 'AWS_SES_'],
    {
      spfIncludes: ses,
      returnPaths: ['mail', 'bounce', 'bounces'],
      bounceHosts: ses,
      page: 'https://docs.aws.amazon.com/ses/latest/dg/configure-identities.html',
    },
  ),
  service('mailgun', 'Mailgun', ['mailgun.js', 'mailgun-js'], ['MAILGUN_'], {
    spfIncludes: ['mailgun.org', 'eu.mailgun.org'],
    returnPaths: ['mg', 'mail'],
    bounceHosts: ['mailgun.org'],
    selectors: ['mailo', 'pic', 'krs', 'smtp', 'k1', 'mx', 'email'],
    page: 'https://documentation.mailgun.com/docs/mailgun/user-manual/domains/domains-verify',
  }),
  service('loops', 'Loops', ['loops'], ['LOOPS_'], {
    spfIncludes: ses,
    returnPaths: ['envelope'],
    bounceHosts: ses,
    page: 'https://loops.so/docs/sending-domain',
  }),
  service(
    'mailchimp',
    'Mailchimp',
    ['@mailchimp/mailchimp_transactional', '@mailchimp/mailchimp_marketing', 'mandrill-api'],
    ['MAILCHIMP_', 'MANDRILL_'],
    {
      spfMarks: ['servers.mcsv.net', 'spf.mandrillapp.com'],
      selectors: ['k1', 'k2', 'k3', 'mandrill', 'mte1', 'mte2'],
      selectorsFixed: true,
      page: 'https://mailchimp.com/developer/transactional/docs/authentication-delivery/',
    },
  ),
  service('brevo', 'Brevo', ['@getbrevo/brevo', 'sib-api-v3-sdk'], ['BREVO_', 'SENDINBLUE_'], {
    spfMarks: ['spf.brevo.com', 'spf.sendinblue.com'],
    selectors: ['brevo1', 'brevo2', 'mail'],
    selectorsFixed: true,
    page: 'https://help.brevo.com/hc/en-us/articles/12163873383186-Authenticate-your-domain-with-Brevo',
  }),
  service('mailjet', 'Mailjet', ['node-mailjet'], ['MAILJET_', 'MJ_APIKEY_'], {
    spfIncludes: ['spf.mailjet.com'],
    selectors: ['mailjet'],
    selectorsFixed: true,
    page: 'https://documentation.mailjet.com/hc/en-us/articles/360042412734',
  }),
  service('sparkpost', 'SparkPost', ['sparkpost'], ['SPARKPOST_'], {
    spfMarks: ['_spf.sparkpostmail.com', 'sparkpostmail.com'],
    returnPaths: ['bounces'],
    bounceHosts: ['sparkpostmail.com'],
    page: 'https://support.sparkpost.com/docs/getting-started/getting-started-sparkpost',
  }),
  service('mailersend', 'MailerSend', ['mailersend'], ['MAILERSEND_', 'MLSN_'], {
    spfIncludes: ['_spf.mailersend.net'],
    returnPaths: ['mta'],
    bounceHosts: ['mailersend.net'],
    selectors: ['mlsend', 'mlsend2'],
    selectorsFixed: true,
    page: 'https://www.mailersend.com/help/how-to-verify-and-authenticate-a-sending-domain',
  }),
  service('plunk', 'Plunk', ['@plunk/node'], ['PLUNK_'], {
    spfIncludes: ses,
    returnPaths: ['plunk'],
    bounceHosts: ses,
    page: 'https://docs.useplunk.com/guides/verifying-domains',
  }),
  service('customerio', 'Customer.io', ['customerio-node'], ['CUSTOMERIO_', 'CUSTOMER_IO_'], {
    spfMarks: ['customeriomail.com'],
    bounceHosts: ['customeriomail.com'],
    page: 'https://docs.customer.io/journeys/authentication/',
  }),
  service('clerk', 'Clerk', ['@clerk/nextjs', '@clerk/backend', '@clerk/express', '@clerk/astro'], ['CLERK_'], {
    returnPaths: ['clkmail'],
    bounceHosts: ['clerk.services'],
    selectors: ['clk', 'clk2'],
    selectorsFixed: true,
    page: 'https://clerk.com/docs/deployments/overview',
  }),
  {
    ...service('smtp', 'SMTP', ['nodemailer', 'emailjs', 'smtp-server'], ['SMTP_', 'EMAIL_SERVER', 'MAIL_HOST'], {
      page: 'https://nodemailer.com/dkim',
    }),
    kind: 'relay',
  },
  mailbox('google', 'Google Workspace', '_spf.google.com', ['google.com', 'googlemail.com'], ['google'], {
    page: 'https://knowledge.workspace.google.com/admin/security/set-up-dkim',
  }),
  mailbox(
    'microsoft',
    'Microsoft 365',
    'spf.protection.outlook.com',
    ['mail.protection.outlook.com', 'mx.microsoft'],
    ['selector1', 'selector2'],
    { page: 'https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure' },
  ),
  mailbox('zoho', 'Zoho Mail', 'zohomail.com', ['zoho.com', 'zoho.eu', 'zohomail.com'], ['zmail', 'zoho'], {
    spfMarks: ['zoho.com', 'zoho.eu', 'zohomail.eu', 'one.zoho.com'],
    page: 'https://www.zoho.com/mail/help/adminconsole/dkim-configuration.html',
  }),
  mailbox('fastmail', 'Fastmail', 'spf.messagingengine.com', ['messagingengine.com'], ['fm1', 'fm2', 'fm3'], {
    page: 'https://www.fastmail.help/hc/en-us/articles/360060591153',
  }),
  mailbox(
    'proton',
    'Proton Mail',
    '_spf.protonmail.ch',
    ['protonmail.ch'],
    ['protonmail', 'protonmail2', 'protonmail3'],
    { page: 'https://proton.me/support/anti-spoofing-custom-domain' },
  ),
  mailbox('icloud', 'iCloud Mail', 'icloud.com', ['mail.icloud.com'], ['sig1'], {
    page: 'https://support.apple.com/en-us/102374',
  }),
  mailbox('cloudflare', 'Cloudflare Email Routing', '_spf.mx.cloudflare.net', ['mx.cloudflare.net'], ['cf2024-1'], {
    page: 'https://developers.cloudflare.com/email-routing/postmaster/',
  }),
];

type Rest = Partial<Omit<MailProvider, 'id' | 'title' | 'kind' | 'packages' | 'variables'>> &
  Pick<MailProvider, 'page'>;

function service(
  id: string,
  title: string,
  packages: readonly string[],
  variables: readonly string[],
  rest: Rest,
): MailProvider {
  return { id, title, kind: 'service', packages, variables, ...nothing(), ...rest };
}

function mailbox(
  id: string,
  title: string,
  include: string,
  mx: readonly string[],
  selectors: readonly string[],
  rest: Rest,
): MailProvider {
  const own = { spfIncludes: [include], mx, selectors };
  return { id, title, kind: 'mailbox', packages: none, variables: none, ...nothing(), ...own, ...rest };
}

function nothing() {
  return {
    spfIncludes: none,
    returnPaths: none,
    bounceHosts: none,
    selectors: none,
    selectorsFixed: false,
    mx: none,
  };
}
