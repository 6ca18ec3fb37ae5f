import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Neues Passwort festlegen',
  happened: {
    forgotten: ({ shop }) => `Jemand hat für Ihr Konto bei ${shop} ein neues Passwort angefordert. Waren Sie das, legen Sie es hier fest:`,
    'not me': ({ shop }) =>
      `Über den Link in einer unserer E-Mails haben Sie uns gesagt, dass Sie das nicht waren. Deshalb gilt Ihr Passwort bei ${shop} nicht mehr, alle Ihre Geräte sind abgemeldet, und was an Wiederherstellungen oder Anträgen lief, ist gestoppt. Legen Sie hier ein neues Passwort fest:`,
  },
  goOn: 'Neues Passwort festlegen',
  validity: ({ minutes }) =>
    `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Haben Sie mehrere erhalten, gilt nur der neueste.`,
  next: 'Wenn Sie ihn öffnen, ändert sich noch nichts. Sobald das neue Passwort festgelegt ist, werden alle Ihre Geräte abgemeldet; die Zwei-Faktor-Anmeldung bleibt, wie sie ist. Geben Sie den Link nicht weiter.',
  notYou: {
    forgotten: 'Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    'not me':
      'Sie haben uns das nicht gesagt? Dann liest jemand Ihre E-Mails mit: Sichern Sie erst Ihr Postfach und legen Sie dann das neue Passwort fest.',
  },
};
