/**
 * What a stranger typed, as lines to be shown as a quotation: every kind of line break ends a line, so that no line of theirs
 * escapes the quotation, and what would be invisible or turn the direction of writing (Unicode UAX #9 §2) shows as `�`.
 */
export function asTyped(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replaceAll('\t', '  ').replace(/[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '\ufffd'));
}
