/**
 * The environment variables of the functions. A function that lacks one fails by the variable's name: as it starts, or in a journey at
 * the first call whose file asks for it.
 * The stack writes each of them in the same call that grants what it names (`cdk/grants.ts`).
 */
export const variables = {
  /** The DynamoDB table of what Keycard knows. */
  table: 'TABLE_NAME',
  /** The DynamoDB table of the audit log. */
  auditTable: 'AUDIT_TABLE_NAME',
  /** The DynamoDB table of the wrapped keys. */
  keyringTable: 'KEYRING_TABLE_NAME',
  /** Purposes of the keys that a function begins to open as it starts, separated by spaces. */
  keysOpenedEarly: 'KEYS_OPENED_EARLY',
  /** What the host names of AWS's services end with in the region's partition: `amazonaws.com`. */
  serviceDomain: 'SERVICE_DOMAIN',
  /** ARN of the KMS key that wraps the keyring and the shared keys. */
  kmsKey: 'KMS_KEY_ARN',
  /** Name of the SSM parameter `true` or `false`. */
  flag: 'TWO_FACTOR_ENABLED_PARAMETER',
  /** Name of the SSM parameter that lists the methods. */
  methods: 'TWO_FACTOR_METHODS_PARAMETER',
  /** Address e-mails come from, as SES takes it: `Shop <login@example.com>`. */
  mailFrom: 'MAIL_FROM',
  /** Name of the SES configuration set that e-mails go by. */
  mailSet: 'MAIL_CONFIGURATION_SET',
  /** Name that text messages come from, where a country allows one; may be empty. */
  smsSenderId: 'SMS_SENDER_ID',
  /** The shop's name as customers read it. */
  shopName: 'SHOP_NAME',
  /** How many characters a password has at least. */
  passwordMinimum: 'PASSWORD_MINIMUM',
  /** `aud` of the access tokens. */
  audience: 'TOKEN_AUDIENCE',
  /** Origins of web frontends that may call, separated by spaces; may be empty. */
  allowedOrigins: 'ALLOWED_ORIGINS',
  /** The service's own public URL with no slash at its end; empty: the one API Gateway saw. */
  publicUrl: 'PUBLIC_URL',
  /** The header in which a configured CDN names the customer's address; empty: there is none, and no header is asked. */
  customerAddressHeader: 'CUSTOMER_ADDRESS_HEADER',
  /** Those in which it names the customer's country and city, with a space between; empty: it does not, and none is asked. */
  customerPlaceHeaders: 'CUSTOMER_PLACE_HEADERS',
  /** Where a customer who is logged in goes; empty: the account page. */
  homeUrl: 'HOME_URL',
  /** Where the shop, which keeps passwords itself, has one changed; empty: in the account here. */
  changePasswordUrl: 'CHANGE_PASSWORD_URL',
  /** Where it has a forgotten one replaced; empty: here. */
  forgotPasswordUrl: 'FORGOT_PASSWORD_URL',
  /** Where an account is created; empty: nobody is led there. */
  signUpUrl: 'SIGN_UP_URL',
  /** `true` where the contract is shown at `/docs`. */
  apiDocs: 'API_DOCS',
  /** ISO 3166-1 alpha-2 codes of the countries that SMS go to, separated by spaces. */
  smsCountries: 'SMS_COUNTRIES',
  /** Codes by SMS in any 24 hours over the whole shop. */
  smsPerDay: 'SMS_PER_DAY',
  /** `altcha`, `turnstile` or `hcaptcha`. */
  captchaProvider: 'CAPTCHA_PROVIDER',
  /** Site key of Turnstile or hCaptcha, for their widget; empty with ALTCHA. */
  captchaSiteKey: 'CAPTCHA_SITE_KEY',
  /** Name of the SSM parameter (SecureString) that holds the secret key of Turnstile or hCaptcha. */
  captchaSecretParameter: 'CAPTCHA_SECRET_PARAMETER',
  /** Where the team reads of new support requests; empty: nowhere. */
  supportMailTo: 'SUPPORT_MAIL_TO',
  /** Hours between the approval of a support request and its execution. */
  supportWaitHours: 'SUPPORT_WAIT_HOURS',
  /** How many people have to approve a support request: 1 or 2. */
  supportApprovers: 'SUPPORT_APPROVERS',
  /** Days without work beside Saturday and Sunday, as YYYY-MM-DD, separated by spaces; may be empty. */
  holidays: 'HOLIDAYS',
} as const;

/** @throws Error naming the variable, when it is missing or empty. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is missing`);
  return value;
}

/** A variable that may be empty, but not absent. @throws Error naming the variable. */
export function present(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`environment variable ${name} is missing`);
  return value;
}
