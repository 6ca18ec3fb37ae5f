/** What the document says of each call, by the journey that it is part of; a journey or a call that is missing does not compile. */
import type { JourneyName, journeys } from '../../routes/map.ts';
import { admin } from './admin.ts';
import { discovery } from './discovery.ts';
import { login } from './login.ts';
import { recovery, support } from './recovery.ts';
import type { SaidOf } from './said.ts';
import { activity, security } from './security.ts';

type Called = Exclude<JourneyName, 'pages'>;

export const said: { readonly [Name in Called]: SaidOf<(typeof journeys)[Name]> } = {
  login,
  security,
  activity,
  recovery,
  support,
  admin,
  discovery,
};

/** The tags of the document, in the order in which a reader meets them. */
export const tags: Readonly<Record<Called, { name: string; description: string }>> = {
  login: { name: 'Login', description: 'From the password to a session, and what keeps it.' },
  security: {
    name: 'Account',
    description:
      "The customer's own account: the second factor, the contacts, the password. A session that a shop has handed over (`handedOver`) leaves `password` out, as the shop's word stands for it; every other is refused without.",
  },
  activity: {
    name: 'Activity',
    description: 'What happened to the account: for the customer, and for the shop’s own people who have to give it to them.',
  },
  recovery: { name: 'Recovery', description: 'Back in after losing the device, or the password.' },
  support: { name: 'Support', description: 'For who has neither e-mail nor phone left.' },
  admin: {
    name: 'Administration',
    description: 'Customers and support requests, for the shop’s own people. Signed with AWS Signature Version 4.',
  },
  discovery: { name: 'Discovery', description: 'What everybody may read: this contract and the public keys.' },
};
