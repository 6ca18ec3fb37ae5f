/** Whether e-mails and SMS would go out. */
import { addressOf, exampleSender } from '../cdk/options.ts';
import { askQuery, askRest, ifThere, textsOf } from './aws.ts';
import { type Check, type Finding, ok, warning, wrong } from './findings.ts';

const ses = { name: 'ses', host: 'email' };
const sns = { name: 'sns' };

/** `login@id.shop.example`, `id.shop.example`, `shop.example`: each, verified, lets the sender send (SES Developer Guide, "Verified identities"). */
function identitiesOf(address: string): string[] {
  const domains = address.slice(address.lastIndexOf('@') + 1).split('.');
  return [address, ...domains.slice(0, -1).map((_, index) => domains.slice(index).join('.'))];
}

export const sender: Check = async (aws, { mailFrom }) => {
  if (mailFrom === exampleSender) return [wrong('mailFrom is the example address: no e-mail would go out', 'set mailFrom')];
  const address = addressOf(mailFrom);
  const waiting: string[] = [];
  for (const identity of identitiesOf(address)) {
    type Identity = { VerifiedForSendingStatus?: boolean; DkimAttributes?: { Status?: string } };
    const found = (await ifThere(askRest(aws, ses, `/v2/email/identities/${encodeURIComponent(identity)}`))) as Identity | undefined;
    if (found && !found.VerifiedForSendingStatus) waiting.push(identity);
    if (!found?.VerifiedForSendingStatus) continue;
    if (found.DkimAttributes?.Status === 'SUCCESS') return [ok(`${identity} is verified in SES, with DKIM`)];
    return [
      warning(
        `${identity} is verified in SES, but without DKIM: codes end in spam folders`,
        'SES console, Identities: put its CNAME records into DNS',
      ),
    ];
  }
  if (waiting.length > 0)
    return [wrong(`${waiting.join(', ')} waits in SES to be verified`, 'put its records into DNS, or open the mail that SES has sent')];
  return [
    wrong(`SES knows neither ${address} nor its domain`, `aws sesv2 create-email-identity --email-identity ${identitiesOf(address)[1]}`),
  ];
};

export const mailAccount: Check = async (aws) => {
  type Account = {
    ProductionAccessEnabled?: boolean;
    SendingEnabled?: boolean;
    EnforcementStatus?: string;
    SendQuota?: { Max24HourSend: number; MaxSendRate: number };
  };
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = (await askRest(
    aws,
    ses,
    '/v2/email/account',
  )) as Account;
  const findings: Finding[] = [];
  if (SendingEnabled === false || EnforcementStatus === 'SHUTDOWN') {
    findings.push(wrong('SES has stopped sending for this account', 'SES console, Account dashboard: it says why'));
  } else if (EnforcementStatus === 'PROBATION') {
    findings.push(warning('SES reviews this account for its bounces or complaints', 'SES console, Account dashboard'));
  }
  const quota = `${SendQuota?.Max24HourSend} e-mails in 24 hours, ${SendQuota?.MaxSendRate} a second`;
  findings.push(
    ProductionAccessEnabled
      ? ok(`SES takes ${quota}`)
      : warning(
          `SES is in its sandbox: ${quota}, to verified addresses only`,
          'ask for production access (SES console, Account dashboard) some days ahead',
        ),
  );
  return findings;
};

/** USD a month, where nobody has asked for more (SNS Developer Guide, "Requesting increases to your monthly SMS spending quota"). */
const firstLimit = 1;

export const textMessages: Check = async (aws, { smsCountries, smsSpendAlarm }) => {
  if (smsCountries.length === 0) return [];
  const [sandbox, attributes] = await Promise.all([
    askQuery(aws, sns, '2010-03-31', 'GetSMSSandboxAccountStatus'),
    askQuery(aws, sns, '2010-03-31', 'GetSMSAttributes'),
  ]);
  const values = Object.fromEntries(textsOf(attributes, 'key').map((name, index) => [name, textsOf(attributes, 'value')[index]]));
  const limit = Number(values.MonthlySpendLimit ?? firstLimit);
  const findings: Finding[] = [];
  if (textsOf(sandbox, 'IsInSandbox')[0] === 'true') {
    findings.push(warning('SNS is in its SMS sandbox: SMS go to verified numbers only', 'SNS console, Text messaging: exit the sandbox'));
  }
  const says = `SNS sends SMS for ${limit} USD a month`;
  if (limit < smsSpendAlarm) {
    findings.push(
      warning(
        `${says}, and then takes them without sending; the alarm waits for ${smsSpendAlarm}`,
        'ask for a higher limit (SNS console, Text messaging), or lower smsSpendAlarm',
      ),
    );
  } else {
    findings.push(ok(says));
  }
  return findings;
};
