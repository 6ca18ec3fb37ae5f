import { Aws } from 'aws-cdk-lib';
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Metrics } from './metrics.ts';
import { stackName } from './stack-name.ts';

/** One page with the alarms and the numbers behind them. */
export function dashboard(scope: Construct, stage: string, metrics: Metrics, alarms: readonly Alarm[]): Dashboard {
  return new Dashboard(scope, 'Dashboard', {
    // Names of dashboards are one for all regions of an account.
    dashboardName: `${stackName(stage)}-${Aws.REGION}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 })],
      [graph('Calls', [metrics.requests], [metrics.serverErrors]), graph('Login, slowest of a hundred (ms)', [metrics.loginLatency])],
      [
        graph('Codes, links, notices and audit entries that failed', [
          metrics.deliveryFailures,
          metrics.noticeFailures,
          metrics.auditFailures,
        ]),
        graph('Wrong codes; tries that met a lock, owners told', [metrics.wrongCodes], [metrics.locks, metrics.ownersTold]),
      ],
      [
        graph('Functions: errors', [metrics.functionErrors, metrics.sweepErrors], [metrics.throttledFunctions]),
        graph('Tables throttled, switch unreadable', [metrics.throttledTables, metrics.flagFailures]),
      ],
      [
        graph('Support requests: sweeps, and what they failed at', [metrics.sweepRuns], [metrics.sweepFailures]),
        graph('E-mails that bounce; mail feedback that failed', [metrics.mailBounces], [metrics.feedbackFailures]),
      ],
      [graph('SMS this month (USD), and the part that arrived', [metrics.smsSpend], [metrics.smsDelivered])],
    ],
  });
}

function graph(title: string, left: readonly IMetric[], right: readonly IMetric[] = []): IWidget {
  return new GraphWidget({ title, left: [...left], right: [...right], width: 12, height: 6 });
}
