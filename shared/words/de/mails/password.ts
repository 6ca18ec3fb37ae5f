import type { PasswordMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const password: PasswordMailWords = {
  subject: 'Legen Sie ein neues Passwort fest',
  happened: {
    forgotten: ({ shop }) => `Für Ihr Konto bei ${shop} wurde ein neues Passwort angefordert. Wenn Sie das waren, geht es hier weiter:`,
    'not me': ({ shop }) =>
      `Über den Link in einer unserer E-Mails haben Sie uns „Das war ich nicht“ gemeldet. Deshalb gilt Ihr Passwort bei ${shop} nicht mehr, alle Ihre Geräte sind abgemeldet, und eine laufende Wiederherstellung oder Anfrage ist gestoppt. Hier bekommen Sie ein neues Passwort:`,
  },
  goOn: 'Neues Passwort festlegen',
  validity: ({ minutes }) =>
    `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Wenn Sie mehrere bekommen haben, gilt nur der neueste.`,
  next: 'Wenn Sie ihn öffnen, ändert sich noch nichts. Sobald Sie das neue Passwort festgelegt haben, werden alle Ihre Geräte abgemeldet; die Zwei-Faktor-Anmeldung bleibt, wie sie ist. Geben Sie den Link nicht weiter.',
  notYou: {
    forgotten: 'Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    'not me':
      'Sie haben uns gar nichts gemeldet? Dann liest jemand Ihre E-Mails mit. Ändern Sie zuerst das Passwort Ihres E-Mail-Kontos und legen Sie dann hier das neue fest.',
  },
};
