import type { FrameWords } from '../frame.ts';

export const frame: FrameWords = {
  languages: 'Sprache',
  about: 'Anmeldung und Sicherheit Ihres Kontos.',
  toStart: 'Zur Startseite',
  toShop: 'Zum Shop',
  links: { support: 'Hilfe', imprint: 'Impressum', privacy: 'Datenschutz' },
  needsScript: {
    title: 'Diese Seite braucht JavaScript',
    text: 'In Ihrem Browser ist es ausgeschaltet oder wird blockiert.',
    next: 'Bitte schalten Sie JavaScript ein und laden Sie die Seite neu, oder öffnen Sie sie in einem anderen Browser.',
  },
  late: { text: 'Das Laden dauert länger als sonst.', again: 'Seite neu laden' },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht ist die Adresse falsch geschrieben oder der Link veraltet. Mit Ihrem Konto ist alles in Ordnung.',
  },
};
