import type { journeys } from '../../routes/map.ts';
import { example, type Link, type SaidOf } from './said.ts';

const id = '5cbb3d0e-9a70-4a35-8a57-bb7ab1dd1f3f';

const open = {
  id,
  status: 'open',
  createdAt: example.now,
  ageHours: 0,
  dueAt: '2026-11-23T10:00:00.000Z',
  overdue: false,
  username: 'tom@example.com',
  customerId: 'c-1003',
  message: 'My phone was stolen, and I have no access to my mailbox any more.',
  reachMeAt: '+420 601 123 456, after 5 pm',
  notes: [],
  approvals: [],
  approversNeeded: 1,
} as const;
const waiting = { ...open, notes: [], approvals: [] };
const by = 'arn:aws:iam::111122223333:user/petra';
const decided = { at: example.now, by, reason: 'Called back, knows the last three orders' };
const noted = { ...waiting, notes: [{ at: example.now, by, note: 'Called, nobody answered' }] };
const approved = {
  ...waiting,
  status: 'approved' as const,
  approvals: [decided],
  decidedAt: decided.at,
  decidedBy: by,
  reason: decided.reason,
  executeAt: '2026-11-22T10:00:00.000Z',
};
const rejected = { ...waiting, status: 'rejected' as const, decidedAt: decided.at, decidedBy: by, reason: 'Could not say who they are' };
const reason = { reason: decided.reason };

const show: Record<string, Link> = {
  showSupport: {
    operationId: 'showSupport',
    description: 'One of the requests',
    parameters: { requestId: '$response.body#/requests/0/id' },
  },
};

const customer = {
  customerId: 'c-1001',
  username: 'jana@example.com',
  email: 'jana@example.com',
  emailVerified: true,
  phone: '+420601123456',
  phoneVerified: false,
  locale: 'cs' as const,
  twoFactor: { enabled: true, method: 'email' as const, since: example.now, recoveryCodesLeft: 10 },
  createdAt: example.now,
};
const secretShown = { secretId: id, createdAt: example.now };
const secret = { ...secretShown, secret: 'shown-this-once' };
const client = {
  clientId: 'shop-backend',
  name: 'The shop',
  type: 'confidential' as const,
  grants: ['client_credentials' as const],
  createdAt: example.now,
};

export const admin: SaidOf<typeof journeys.admin> = {
  listSupport: {
    description:
      'Pages of the queue: as long as an answer has a `cursor`, it leads to the next one. With `about` a page looks through up to a thousand requests, so it may be short or empty and still have a `cursor`.',
    answers: { open: { requests: [waiting] }, more: { requests: [waiting], cursor: `1795773600000.${id}` } },
    links: show,
  },
  showSupport: { description: 'With its notes and approvals.', answers: { open: waiting } },
  attachSupport: {
    description: 'From then on the request is about the customer, who is told as if it had been filed about them.',
    requests: { whom: { customerId: 'c-1003' } },
    answers: { attached: waiting },
  },
  noteSupport: {
    description: 'The customer does not read it.',
    requests: { called: { note: 'Called, nobody answered' } },
    answers: { noted },
  },
  approveSupport: {
    description:
      'Every contact on file is told, with a link that cancels it. It is good for the second factor that it was given for: whatever changes or proves that one meanwhile ends it.',
    requests: { known: reason },
    answers: { approved },
  },
  rejectSupport: {
    description: 'Nothing is changed.',
    requests: { unknown: { reason: 'Could not say who they are' } },
    answers: { rejected },
  },
  putCustomer: {
    description:
      'What is not given falls away, but for password and second factor. Either `password` or `passwordHash`; `passwordChangedAt` goes with a hash. A hash does not take the place of a password that was set or ended since. With `If-None-Match: *` it creates, and changes nobody.',
    requests: {
      fresh: { username: 'jana@example.com', email: 'jana@example.com', emailVerified: true, password: example.password, locale: 'cs' },
      imported: {
        username: 'tom@example.com',
        email: 'tom@example.com',
        phone: '+420601123456',
        passwordHash: '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
        passwordChangedAt: '2026-05-04T10:20:30Z',
      },
    },
    answers: { created: { customerId: 'c-1001', created: true, password: 'set' } },
    links: {
      getCustomer: {
        operationId: 'getCustomer',
        description: 'What is known of them now',
        parameters: { customerId: '$response.body#/customerId' },
      },
    },
  },
  patchCustomer: {
    description:
      'A merge patch (RFC 7396): what is not named stays. With `If-Match` it is done only to the customer that was looked at. `passwordChangedAt` by itself is for customers whose password the shop keeps: it was changed then. That ends `password_reset_required`, if it is later than what ended the password (`set`; else `kept`).',
    requests: {
      language: { locale: 'de' },
      withoutPhone: { phone: null },
      passwordOfShop: { passwordChangedAt: '2026-05-04T10:20:30Z' },
    },
    answers: { changed: { customerId: 'c-1001' }, withPassword: { customerId: 'c-1001', password: 'set' } },
  },
  getCustomer: {
    description: 'Addresses in full, no secret of theirs.',
    answers: {
      customer: { ...customer, hasPassword: true },
      kept: { ...customer, hasPassword: true, wrongCodes: { inRow: 5, nextAt: example.inOneMinute } },
    },
  },
  listCustomers: {
    description: 'As long as an answer has a `cursor`, it leads to the next page of the same search.',
    answers: { page: { customers: [customer], cursor: 'aGVsbG8x.Yy0xMDAx' } },
  },
  endSessions: { description: 'Stay-logged-in sessions and logins under way, on all devices, at once.' },
  listClients: { description: 'Without addresses and secrets.', answers: { all: { clients: [client] } } },
  putClient: {
    description:
      'What is not given falls away, but for the secrets. A confidential client that is new is given its first one, shown this once.',
    requests: { backend: { name: 'The shop', type: 'confidential', grants: ['client_credentials'] } },
    answers: { created: { clientId: 'shop-backend', created: true, secret } },
  },
  getClient: {
    description: 'Of its secrets no more than when they were made.',
    answers: {
      client: { ...client, redirectUris: [], postLogoutRedirectUris: [], scopes: ['challenges'], origins: [], secrets: [secretShown] },
    },
  },
  deleteClient: { description: 'It is known no more from then on.' },
  addClientSecret: {
    description: 'Two are valid at a time, so one can take the place of the other without a gap.',
    answers: { another: { ...secret, ended: [id] } },
  },
  endClientSecret: { description: 'For one that somebody else may have.' },
  deleteCustomer: { description: 'The audit log of the customer stays. One that broke off (503) is finished by the next.' },
};
