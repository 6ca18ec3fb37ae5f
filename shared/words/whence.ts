/** Where a call came from, as far as it is known and worth telling: by it the owner of an account knows their own. */
export type Whence = {
  /** `Firefox, Windows`; empty where it is not known. */
  device?: string | undefined;
  /** As wide as one household or office; empty where it is not known. */
  network?: string | undefined;
  near?: Near | undefined;
};

/** The place of the network, as a CDN tells it. `country`: of ISO 3166-1, in two letters. */
export type Near = { city?: string | undefined; country: string };
