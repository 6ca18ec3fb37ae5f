/**
 * An IAM identity as the team knows its people: by the name of the user, or of the session, which IAM Identity Center sets to the user's.
 * Whoever is no IAM identity (the form) is called what they are called.
 */
export function who(identity: string): { readonly name: string; readonly role?: string } {
  const [, kind, path = ''] = /^arn:.*?:(user|assumed-role)\/(.+)$/.exec(identity) ?? [];
  if (kind === undefined) return { name: identity };
  const [name = '', role] = path.split('/').reverse();
  return { name, ...(kind === 'assumed-role' && role !== undefined && { role }) };
}

/** `jana (Support)` */
export function nameOf(identity: string): string {
  const { name, role } = who(identity);
  return role === undefined ? name : `${name} (${role})`;
}
