/**
 * What an account has set up in SES, as far as it decides over a mail.
 *
 * A verified domain covers its subdomains and their addresses; an identity of its own that is nearer to the address goes before it
 * (SES Developer Guide, "Creating and verifying identities"). IAM is asked for that identity and, which no guide says and what it refused
 * to others shows, for all of these too: the recipient's identity while the account is in the sandbox (aws/aws-sdk-js #3641,
 * cloudposse/terraform-aws-ses #40), a verified domain in the place of the address (civiform/civiform #4081), and the configuration set,
 * be it named in the call or the identity's default (aws/aws-cdk #34402, medplum/medplum #10102).
 */
import type { StackModel } from '../template.ts';

export type SesAccount = {
  /** Mails go to verified identities only (SES Developer Guide, "Request production access"). */
  sandbox: boolean;
  /** The verified ones: addresses and domains. `configurationSet`: their mails go by it where a call names no other. */
  identities: { name: string; configurationSet?: string }[];
  /** Those that exist, by name. */
  configurationSets: string[];
  /** What it has taken, oldest first: the id of the mail, and the set that it went by. */
  readonly sent: { id: string; configurationSet: string | undefined }[];
};

/** Out of the sandbox, with the configuration sets of the stack, and the domain verified of every sender that a policy names. */
export function sesAccountFor({ functions, configurationSets }: Pick<StackModel, 'functions' | 'configurationSets'>): SesAccount {
  const senders = functions.flatMap(({ role }) =>
    role.statements.flatMap(({ conditions }) =>
      conditions.filter(({ key }) => key.toLowerCase() === 'ses:fromaddress').flatMap(({ values }) => values),
    ),
  );
  return {
    sandbox: false,
    identities: [...new Set(senders.map(domainOf))].map((name) => ({ name })),
    configurationSets: configurationSets.map(({ name }) => name),
    sent: [],
  };
}

/** The identity that an address is sent by, or that it is verified by: the nearest of the verified ones. */
export function identityOf({ identities }: SesAccount, address: string): SesAccount['identities'][number] | undefined {
  const parts = domainOf(address).split('.');
  const names = [address, ...parts.map((_, index) => parts.slice(index).join('.'))];
  for (const name of names) {
    const found = identities.find((identity) => identity.name === name);
    if (found) return found;
  }
  return undefined;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

type Settings = Omit<SesAccount, 'sent'>;

/** Reads changes from a request; the text says what is wrong with them. */
export function readSesAccount({ sandbox, identities, configurationSets, ...others }: Record<string, unknown>): Partial<Settings> | string {
  const known = 'sandbox (true or false), identities ([{name, configurationSet?}]) and configurationSets (names)';
  const isName = (value: unknown) => typeof value === 'string' && value !== '';
  const isIdentity = (value: unknown) => {
    const { name, configurationSet = name } = (value ?? {}) as Record<string, unknown>;
    return isName(name) && isName(configurationSet);
  };
  const valid =
    Object.keys(others).length === 0 &&
    (sandbox === undefined || typeof sandbox === 'boolean') &&
    (identities === undefined || (Array.isArray(identities) && identities.every(isIdentity))) &&
    (configurationSets === undefined || (Array.isArray(configurationSets) && configurationSets.every(isName)));
  if (!valid) return `what can be changed: ${known}`;
  return JSON.parse(JSON.stringify({ sandbox, identities, configurationSets })) as Partial<Settings>;
}
