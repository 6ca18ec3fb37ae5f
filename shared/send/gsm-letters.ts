/** The characters of GSM 03.38 (3GPP TS 23.038 §6.2.1), of which 160 fit into one SMS; the last ten count twice. */
const letters = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€',
);

/** What Unicode does not take apart. */
const inTheirPlace: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '\u00a0': ' ',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
};

/**
 * A text in those characters only: a letter outside of them loses its accent, what has no such letter becomes `?`.
 * One character outside would shorten the whole message to 70 characters.
 *
 * @example gsmLetters('Květiny Žaneta') // 'Kvetiny Zaneta'
 */
export function gsmLetters(text: string): string {
  return [...text.normalize('NFC')].map((character) => (letters.has(character) ? character : substitute(character))).join('');
}

function substitute(character: string): string {
  const [letter = ''] = character.normalize('NFD');
  return inTheirPlace[character] ?? (letters.has(letter) ? letter : '?');
}
