/**
 * What an account's SMS are subject to, and what became of them. SNS takes a message that it will not deliver, and answers with an id
 * all the same: why it was not delivered stands in the delivery status alone, which nobody but CloudWatch Logs hears of.
 * Sources: SNS Developer Guide, "Using the Amazon SNS SMS sandbox", "Requesting increases to your monthly SMS spending quota" and
 * "Viewing CloudWatch metrics and logs for SMS deliveries"; aws/aws-sdk-js #3012 and mozilla/fxa-auth-server #2243 (the quota),
 * aws/aws-sdk-js #3843 (an account that may not send yet).
 */
export type SnsAccount = {
  /** SMS go to verified numbers only. */
  sandbox: boolean;
  verifiedNumbers: string[];
  /** The month's SMS have cost what they may. */
  spendLimitReached: boolean;
  /** The delivery status of every SMS, oldest first. */
  readonly deliveries: SmsDelivery[];
};

/** As the delivery log has it, but for times and prices. */
type SmsDelivery = {
  notification: { messageId: string };
  delivery: { destination: string; smsType: string; providerResponse: string };
  status: 'SUCCESS' | 'FAILURE';
};

export const snsAccount = (): SnsAccount => ({ sandbox: false, verifiedNumbers: [], spendLimitReached: false, deliveries: [] });

/**
 * Why a number gets no SMS; `undefined`: it does. What the status says of a number that is not verified is nowhere to be read: the words
 * are those for whatever has no words of its own.
 */
export function whyNotDelivered({ sandbox, verifiedNumbers, spendLimitReached }: SnsAccount, to: string): string | undefined {
  if (spendLimitReached) return 'No quota left for account';
  return sandbox && !verifiedNumbers.includes(to) ? 'Unknown error attempting to reach phone' : undefined;
}

type Settings = Omit<SnsAccount, 'deliveries'>;

/** Reads changes from a request; the text says what is wrong with them. */
export function readSnsAccount({
  sandbox,
  verifiedNumbers,
  spendLimitReached,
  ...others
}: Record<string, unknown>): Partial<Settings> | string {
  const isSwitch = (value: unknown) => value === undefined || typeof value === 'boolean';
  const areNumbers =
    verifiedNumbers === undefined || (Array.isArray(verifiedNumbers) && verifiedNumbers.every((number) => typeof number === 'string'));
  if (Object.keys(others).length > 0 || !isSwitch(sandbox) || !isSwitch(spendLimitReached) || !areNumbers) {
    return 'what can be changed: sandbox and spendLimitReached (true or false), verifiedNumbers (a list)';
  }
  return JSON.parse(JSON.stringify({ sandbox, verifiedNumbers, spendLimitReached })) as Partial<Settings>;
}
