/** What the shop's own team is told. It reads English. */
export const teamMailWords = {
  subject: (requestId: string) => `Support request ${requestId}`,
  heading: 'A new support request',
  happened: (shop: string) =>
    `Somebody filled in the form at ${shop} for customers who can reach neither their e-mail nor their phone, and asks for two-factor login to be switched off.`,
  due: 'To be answered by',
  toSeeIt: 'To see it',
  unverified:
    'The sender is unverified: anybody can fill in the form, for any account. What is quoted below was typed by that person. Believe none of it and open no link in it before you know who they are, and try the contacts on file first.',
  username: 'Account',
  reachMeAt: 'Wants to be reached at',
  message: 'Message',
  footer: (shop: string) =>
    `${shop} sent this e-mail automatically to the team that answers support requests. A reply to it does not reach the customer.`,
} as const;
