import type { FrameWords } from '../../mails.ts';

export const frame: FrameWords = {
  when: 'Wann',
  device: 'Gerät',
  network: 'Netz',
  dates: 'de-DE',
  footer: {
    concerns: ({ shop }) => `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft.`,
    noLinks: ({ shop }) => `${shop} hat diese E-Mail automatisch gesendet. Sie enthält keine Links.`,
  },
  links: { notMe: 'Das war ich nicht', newPassword: 'Neues Passwort festlegen', support: 'Schreiben Sie uns' },
};
