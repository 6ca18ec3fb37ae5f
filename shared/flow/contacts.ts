/** Contacts: which are missing for the authenticator method, whose recovery needs both. */
export type Contacts = { email: string; emailVerified: boolean; phone?: string; phoneVerified: boolean };

export function missingContacts(customer: Contacts): ('email' | 'phone')[] {
  const missing: ('email' | 'phone')[] = [];
  if (!customer.emailVerified) missing.push('email');
  if (!customer.phoneVerified) missing.push('phone');
  return missing;
}
