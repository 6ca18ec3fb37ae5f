/** What has to be done before a request is approved, and where that is ticked off and said. */

/** docs/admin.md, "What to check before approving", as somebody ticks it off. */
export const checks = [
  'I reached the person by something that was on file before the request: the number of an old order, the invoice address. What stands under “Reach at” proves nothing.',
  'They knew two independent things that are in no mailbox and on no profile: amount and means of the last payment, goods of an old order, part of a customer number.',
  'If money, stored cards or other people’s data are behind the account: I compared an identity document in a video call with what is on file.',
  'I looked at the account and its history: no contact changed lately, no cancelled recovery, no locks, or I know why.',
  'My reason says how I recognised the owner, so that somebody else could judge it in a year. No document numbers, no passwords.',
] as const;

export const checkId = (id: string, nth: number): string => `checked-${id}-${nth}`;
export const reasonId = (id: string): string => `reason-${id}`;
