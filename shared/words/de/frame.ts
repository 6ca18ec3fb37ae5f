import type { FrameWords } from '../frame.ts';

export const frame: FrameWords = {
  languages: 'Sprache',
  about: 'anmelden und für die Sicherheit Ihres Kontos sorgen.',
  toStart: 'Zur Startseite',
  toShop: 'Zum Shop',
  links: { support: 'Hilfe', imprint: 'Impressum', privacy: 'Datenschutz' },
  needsScript: {
    title: 'Diese Seite braucht JavaScript',
    text: 'In Ihrem Browser ist es ausgeschaltet, oder etwas hindert diese Seite daran, es auszuführen.',
    next: 'Bitte schalten Sie JavaScript für diese Seite ein, oder öffnen Sie sie in einem anderen Browser, und laden Sie sie neu.',
  },
  late: { text: 'Das Laden dauert länger als sonst.', again: 'Seite neu laden' },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht ist die Adresse falsch geschrieben oder der Link veraltet. Mit Ihrem Konto ist alles in Ordnung.',
  },
};
