/** Ids and times in few bytes, for what is sealed into the links of e-mails. */

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The 16 bytes of a UUID as `randomUUID` writes it. */
export const packedUuid = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

export const uuidIn = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Customer ids are the shop's: of most shops UUIDs, and of the others whatever they write. A byte says which. */
export const packedId = (id: string): Buffer =>
  uuid.test(id) ? Buffer.concat([Buffer.of(1), packedUuid(id)]) : Buffer.concat([Buffer.of(0), Buffer.from(id)]);

export const idIn = (bytes: Buffer): string => (bytes[0] === 1 ? uuidIn(bytes.subarray(1)) : bytes.toString('utf8', 1));

/** In ms since 1970: 6 bytes are good for 8,000 years. */
export function packedTime(at: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(at, 0, 6);
  return bytes;
}

export const timeIn = (bytes: Buffer, at: number): number => bytes.readUIntBE(at, 6);
