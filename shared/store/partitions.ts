/**
 * What the keys of the data table begin with. A function's policy names those that its journey uses (`cdk/keycard.ts`), so that whoever
 * gets hold of a function reads and writes nothing beside them.
 */
export const partitions = {
  customer: 'CUSTOMER#',
  login: 'LOGIN#',
  email: 'EMAIL#',
  /** Everybody who is there. */
  directory: 'DIRECTORY#',
  family: 'FAMILY#',
  /** Codes of hosted logins. */
  authorization: 'AUTHORIZATION#',
  /** Links from a shop's account into ours. */
  handover: 'HANDOVER#',
  supportRequest: 'SUPPORT#',
  /** Requests about an account that nobody has. */
  asked: 'ASKED#',
  network: 'NETWORK#',
  budget: 'BUDGET#',
  captcha: 'CAPTCHA#',
  /** All of them lie in one, as they are few, and are listed. */
  client: 'CLIENT#',
  /** What is known of all password hashes together. */
  hashes: 'HASHES#',
} as const;

export type Partition = keyof typeof partitions;
