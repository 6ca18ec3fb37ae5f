/** Text that others wrote, as a terminal can show it; and rows of it in columns. */

/**
 * What strangers typed may stand in a terminal, and that obeys what is printed on it: escape sequences could rewrite what an admin
 * reads, and marks of writing direction could turn it round. They are shown as `\u001b` is here.
 */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[^\P{C}\n]|[\u2028\u2029]/gu, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}

export const oneLine = (text: string): string => visible(text).replaceAll('\n', ' ');

export function line(text: string, longest: number): string {
  const one = oneLine(text);
  return one.length > longest ? `${one.slice(0, longest - 1)}…` : one;
}

export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
