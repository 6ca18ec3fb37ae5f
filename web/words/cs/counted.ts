/** Czech counts one, two to four, and five or more differently. */
export const counted = (count: number, one: string, few: string, many: string): string =>
  `${count} ${count === 1 ? one : count > 1 && count < 5 ? few : many}`;
