import type { RecoveryMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const recovery: RecoveryMailWords = {
  subject: 'Ihre OTP-Keycard wurde als verloren gemeldet',
  happened: ({ shop }) =>
    `Jemand, der Ihr Passwort hat, wollte sich bei ${shop} anmelden und hat angegeben, das Gerät mit Ihrer OTP-Keycard sei verloren. Waren Sie das, geht es hier weiter, um die Zwei-Faktor-Anmeldung auszuschalten:`,
  goOn: 'Weiter zur Wiederherstellung',
  validity: ({ minutes }) =>
    `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })}. Haben Sie mehrere erhalten, gilt nur der neueste.`,
  next: 'Wenn Sie ihn öffnen, ändert sich noch nichts. Auf der Seite lassen Sie sich einen Code per SMS auf Ihr Telefon senden; erst wenn Sie ihn eingegeben haben, wird die Zwei-Faktor-Anmeldung ausgeschaltet. Geben Sie weder den Link noch den Code weiter.',
  notYou:
    'Das waren nicht Sie? Dann kennt jemand Ihr Passwort. Stoppen Sie ihn hier und ändern Sie Ihr Passwort überall, wo Sie es sonst verwenden:',
};
