import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { calledByRule } from './called-by-rule.ts';

/**
 * The set that every e-mail goes by; whichever one the sender's identity has by default stands back behind it. The account's
 * suppression list is not asked: one complaint, or one bad hour of a mail server, would keep an owner from every code from then on, and
 * SES would take each of them as if nothing were wrong.
 */
export function mailSet(scope: Construct): ConfigurationSet {
  return new ConfigurationSet(scope, 'Mails', { disableSuppressionList: true });
}

/** Calls the function for each bounce and complaint of the set. What is lost, or fails for good, is told again by the next e-mail. */
export function mailFeedback(scope: Construct, mails: ConfigurationSet, feedback: LambdaFunction): Queue {
  mails.addEventDestination('Feedback', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  const eventPattern = {
    source: ['aws.ses'],
    detailType: ['Email Bounced', 'Email Complaint Received'],
    detail: { mail: { tags: { 'ses:configuration-set': [mails.configurationSetName] } } },
  };
  return calledByRule(scope, feedback, {
    rule: ['MailFeedbackRule', { description: 'Keycard: e-mails that bounced or were complained about', eventPattern }],
    // Each is a whole event of SES, with the address in full: no longer than somebody needs who comes back from a long weekend.
    failures: ['MailFeedbackFailures', Duration.days(4)],
    goodFor: Duration.hours(6),
  });
}
