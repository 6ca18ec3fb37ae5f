/** What version 2 of SES takes beside the parts of a message. Source: SES API v2 Reference, `MessageHeader` and `Attachment`. */
import { AwsError } from './service.ts';

type Attachment = Record<string, string | undefined>;
export type Extras = { Headers?: { Name?: string; Value?: string }[]; Attachments?: Attachment[] };

/** SES Developer Guide, "Amazon SES header fields": it writes these itself. */
const ofSes = /^(?:bcc|cc|content-disposition|content-type|date|from|message-id|mime-version|reply-to|return-path|subject|to)$/i;

const known = ['FileName', 'RawContent', 'ContentDescription', 'ContentDisposition', 'ContentId', 'ContentTransferEncoding', 'ContentType'];

/** `pictures`: those that stand in the text, by their `Content-ID`, as URLs. */
export function extrasOf({ Headers = [], Attachments = [] }: Extras): {
  headers?: Record<string, string>;
  pictures?: Record<string, string>;
} {
  const headers = Headers.map(({ Name = '', Value = '' }) => {
    if (!/^[!-9;-~]{1,126}$/.test(Name) || !/^[ -~]{1,995}$/.test(Value) || ofSes.test(Name))
      throw refused(`Header ${Name} is not allowed.`);
    return [Name, Value] as const;
  });
  const pictures = Attachments.map((attachment) => {
    const {
      FileName,
      RawContent,
      ContentDisposition = 'ATTACHMENT',
      ContentId,
      ContentTransferEncoding = 'BASE64',
      ContentType,
    } = attachment;
    if (!FileName || !RawContent || Object.keys(attachment).some((name) => !known.includes(name)))
      throw refused('Attachment is malformed.');
    if (!['ATTACHMENT', 'INLINE'].includes(ContentDisposition)) throw refused('ContentDisposition is not supported.');
    if (!['BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT'].includes(ContentTransferEncoding))
      throw refused('ContentTransferEncoding is not supported.');
    if (Buffer.from(RawContent, 'base64').toString('base64') !== RawContent) throw refused('RawContent is not base64.');
    return [ContentId ?? FileName, `data:${ContentType};base64,${RawContent}`] as const;
  });
  return {
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(pictures.length > 0 && { pictures: Object.fromEntries(pictures) }),
  };
}

const refused = (why: string) => new AwsError(400, 'BadRequestException', why);
