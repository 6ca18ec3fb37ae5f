/** What the accent of a shop stands upon, as `web/style/colors.css` has it, and is mixed with. All as `#rrggbb`. */
export const grounds = { light: { page: '#f3f4f7', card: '#ffffff' }, dark: { page: '#121419', card: '#1b1e25' } } as const;

/** How much of the accent lies over the card where something is tinted. */
export const tintShare = 0.1;

/** So much of one colour over another, as CSS mixes them in sRGB. */
export function mixed(share: number, color: string, ground: string): string {
  const channel = (at: number) => {
    const [over = 0, under = 0] = [color, ground].map((each) => Number.parseInt(each.slice(at, at + 2), 16));
    return Math.round(over * share + under * (1 - share))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
