/** The methods of two-factor login, and what of each the rules ask. A new one begins here: `docs/contributing.md`, "A new factor". */

export type Method = 'email' | 'totp';

export type ContactKind = 'email' | 'phone';

type MethodRules = {
  /** Is a code sent for each login? Otherwise the customer has one at hand, always. */
  dispatches: boolean;
  /** The contacts that must be verified before it can be switched on. */
  needs: readonly ContactKind[];
  /** Can a customer who has lost it recover by e-mail and SMS? */
  canRecover: boolean;
};

export const methods = {
  email: { dispatches: true, needs: ['email'], canRecover: false },
  totp: { dispatches: false, needs: ['email', 'phone'], canRecover: true },
} as const satisfies Record<Method, MethodRules>;

export const rulesOf = (method: Method): MethodRules => methods[method];

/** Their names, in the order in which they are offered. */
export const methodNames = Object.keys(methods) as Method[];

export const isMethod = (name: string): name is Method => Object.hasOwn(methods, name);
