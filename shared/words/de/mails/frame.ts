import type { FrameWords } from '../../mails.ts';

export const frame: FrameWords = {
  facts: { when: 'Wann', device: 'Gerät', place: 'Ort', network: 'Netz' },
  deviceOn: ({ browser, system }) => `${browser} (${system})`,
  near: ({ place }) => `bei ${place}`,
  dates: 'de-DE',
  notMe: 'Das war ich nicht',
  newPassword: 'Neues Passwort festlegen',
  support: 'Schreiben Sie uns',
  help: 'Brauchen Sie Hilfe? Hier erreichen Sie uns:',
  footer: {
    concerns: ({ shop }) => `Diese E-Mail hat ${shop} automatisch gesendet, weil es um die Sicherheit Ihres Kontos geht.`,
    noLinks: ({ shop }) => `Diese E-Mail hat ${shop} automatisch gesendet. Sie enthält keine Links.`,
  },
  links: { support: 'Hilfe', imprint: 'Impressum', privacy: 'Datenschutz' },
};
