import type { RecoveryMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const recovery: RecoveryMailWords = {
  subject: 'Möchten Sie die Zwei-Faktor-Anmeldung ausschalten?',
  happened: ({ shop }) =>
    `Bei ${shop} hat jemand Ihr Passwort eingegeben und dann „Ich habe keinen Zugriff auf meine Authenticator-App“ gewählt. Wenn Sie das waren, geht es hier weiter:`,
  goOn: 'Weiter zur Wiederherstellung',
  validity: ({ minutes }) =>
    `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })}. Wenn Sie mehrere bekommen haben, gilt nur der neueste.`,
  next: 'Wenn Sie ihn öffnen, ändert sich noch nichts. Auf der Seite lassen Sie sich einen Code per SMS senden. Erst wenn Sie ihn eingegeben haben, wird die Zwei-Faktor-Anmeldung ausgeschaltet. Geben Sie weder den Link noch den Code weiter.',
  notYou:
    'Das waren nicht Sie? Dann kennt jemand Ihr Passwort. Hier halten Sie ihn auf. Ihr Passwort gilt dann nicht mehr, und Sie bekommen eine E-Mail für ein neues:',
};
