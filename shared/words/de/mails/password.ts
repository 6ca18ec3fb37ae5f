import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Wählen Sie ein neues Passwort',
  happened: {
    forgotten: ({ shop }) => `Für Ihr Konto bei ${shop} wurde ein neues Passwort angefordert. Waren Sie das, wählen Sie es hier:`,
    'not me': ({ shop }) =>
      `Über den Link in einer unserer E-Mails haben Sie uns mitgeteilt, dass Sie das nicht waren. Deshalb gilt Ihr Passwort bei ${shop} nicht mehr, alle Ihre Geräte sind abgemeldet, und eine laufende Wiederherstellung oder Anfrage ist gestoppt. Wählen Sie hier ein neues Passwort:`,
  },
  goOn: 'Neues Passwort wählen',
  validity: ({ minutes }) =>
    `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Haben Sie mehrere bekommen, gilt nur der neueste.`,
  next: 'Solange Sie ihn nur öffnen, ändert sich nichts. Sobald Sie das neue Passwort gewählt haben, werden alle Ihre Geräte abgemeldet; die Zwei-Faktor-Anmeldung bleibt, wie sie ist. Geben Sie den Link nicht weiter.',
  notYou: {
    forgotten: 'Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    'not me':
      'Sie haben uns gar nichts mitgeteilt? Dann liest jemand Ihre E-Mails mit. Ändern Sie zuerst das Passwort Ihres E-Mail-Kontos und wählen Sie dann hier das neue.',
  },
};
