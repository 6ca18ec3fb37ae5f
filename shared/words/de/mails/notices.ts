import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Die Zwei-Faktor-Anmeldung ist eingeschaltet',
    happened: ({ shop, method }) =>
      `Ab jetzt brauchen Sie für die Anmeldung bei ${shop} Ihr Passwort und einen Code ${method === 'email' ? 'per E-Mail' : 'aus Ihrer Authenticator-App'}. Alle Ihre anderen Geräte wurden abgemeldet. Bewahren Sie Ihre Wiederherstellungscodes sicher auf.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Hier sperren Sie ihn aus:',
  },
  two_factor_off: {
    subject: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet',
    happened: ({ shop }) => `Für Ihr Konto bei ${shop} genügt jetzt das Passwort. Alle Ihre anderen Geräte wurden abgemeldet.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und schalten Sie danach die Zwei-Faktor-Anmeldung wieder ein:',
  },
  shared_key_shown: {
    subject: 'Der Einrichtungsschlüssel Ihrer Authenticator-App wurde angezeigt',
    happened: ({ shop }) =>
      `Der Einrichtungsschlüssel Ihrer Authenticator-App für ${shop} wurde noch einmal angezeigt, damit ein weiteres Gerät dazukommen kann. Wer ihn gesehen hat, kann Ihre Codes erzeugen.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Ihr Passwort und einen Ihrer Codes. Sperren Sie ihn hier aus und richten Sie danach die App neu ein:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Fünf', 10: 'Zehn' }[row] ?? 'Zwanzig'} falsche Codes. Waren Sie das?`,
    happened: ({ shop, row }) =>
      `Für Ihr Konto bei ${shop} wurden nacheinander ${row} falsche Codes eingegeben. Hineingekommen ist damit niemand. Nach jedem fünften falschen Code muss der nächste ein wenig warten.`,
    notYou:
      'Haben Sie sich nur vertippt? Dann brauchen Sie nichts zu tun: Warten Sie kurz und versuchen Sie es noch einmal. Waren Sie es nicht, kennt vielleicht jemand Ihr Passwort. Hier machen Sie es ungültig:',
  },
  password_ended: {
    subject: 'Ihr Passwort gilt nicht mehr',
    happened: ({ shop, row }) =>
      `Für Ihr Konto bei ${shop} wurden nacheinander ${row} falsche Codes eingegeben. Hineingekommen ist damit niemand. Damit es so bleibt, gilt Ihr Passwort nicht mehr, und alle Ihre Geräte sind abgemeldet.`,
    notYou: 'Falls Sie dieses Passwort noch woanders verwenden, ändern Sie es auch dort. Ein neues bekommen Sie hier:',
  },
  email_changed: {
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    happened: ({ shop, oldEmail, newEmail }) =>
      `Die E-Mail-Adresse Ihres Kontos bei ${shop} wurde von ${oldEmail} in ${newEmail} geändert. Codes und Benachrichtigungen gehen jetzt an die neue Adresse. Diese E-Mail geht an beide.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Hier sperren Sie ihn aus:',
  },
  phone_changed: {
    subject: 'Ihre Telefonnummer wurde geändert',
    happened: ({ shop, newPhone }) => `Die Telefonnummer Ihres Kontos bei ${shop} ist jetzt ${newPhone}.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Hier sperren Sie ihn aus:',
  },
  password_changed: {
    subject: 'Ihr Passwort wurde geändert',
    happened: ({ shop }) => `Das Passwort Ihres Kontos bei ${shop} wurde geändert.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Hier sperren Sie ihn aus:',
  },
  recovery_codes_replaced: {
    subject: 'Sie haben neue Wiederherstellungscodes',
    happened: ({ shop }) =>
      `Für Ihr Konto bei ${shop} gibt es zehn neue Wiederherstellungscodes. Die alten gelten nicht mehr, werfen Sie sie also weg.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und erzeugen Sie danach neue Wiederherstellungscodes:',
  },
  recovery_code_used: {
    subject: 'Ein Wiederherstellungscode wurde verwendet',
    happened: ({ shop, left }) =>
      `Mit einem Wiederherstellungscode Ihres Kontos bei ${shop} hat sich jemand angemeldet oder eine Änderung bestätigt. Ein zweites Mal gilt er nicht. ${left === 0 ? 'Es war der letzte: Erzeugen Sie bitte neue' : left === 1 ? 'Sie haben noch einen' : `Sie haben noch ${left}`}.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Ihr Passwort und Ihre Wiederherstellungscodes. Sperren Sie ihn hier aus und erzeugen Sie danach neue:',
  },
  session_copied: {
    subject: 'Eine alte Kopie Ihrer Anmeldung wurde verwendet',
    happened: ({ shop, endedOn }) =>
      `Sie waren bei ${shop} angemeldet geblieben${endedOn ? ` (${endedOn})` : ''}. Jetzt wurde eine alte Kopie dieser Anmeldung verwendet, deshalb haben wir sie beendet: Wer sie hatte, muss sich neu anmelden. Ihre anderen Geräte bleiben angemeldet.`,
    notYou:
      'Das kommt vor, wenn ein Browser oder Computer aus einer Sicherung wiederhergestellt wird. War nichts dergleichen? Dann hat vielleicht jemand die Anmeldung von Ihrem Gerät kopiert. Sperren Sie ihn hier aus und lassen Sie das Gerät überprüfen:',
  },
  recovered: {
    subject: 'Die Zwei-Faktor-Anmeldung wurde durch eine Wiederherstellung ausgeschaltet',
    happened: ({ shop }) =>
      `Die Zwei-Faktor-Anmeldung für Ihr Konto bei ${shop} wurde mit dem Link und dem Code ausgeschaltet, die wir per E-Mail und SMS gesendet haben. Die Authenticator-App und die Wiederherstellungscodes gelten nicht mehr, und alle Ihre Geräte wurden abgemeldet.`,
    notYou:
      'Das waren nicht Sie? Dann liest jemand Ihre Nachrichten mit. Sperren Sie ihn hier aus und ändern Sie das Passwort Ihres E-Mail-Kontos, bevor Sie das neue wählen:',
  },
  support_executed: {
    subject: 'Die Zwei-Faktor-Anmeldung wurde wie gewünscht ausgeschaltet',
    happened: ({ shop }) =>
      `Wie angekündigt, wurde die Zwei-Faktor-Anmeldung für Ihr Konto bei ${shop} auf eine Anfrage hin ausgeschaltet. Für Ihr Konto genügt jetzt das Passwort. Die Authenticator-App und die Wiederherstellungscodes gelten nicht mehr, und alle Ihre Geräte wurden abgemeldet.`,
    notYou:
      'Sie wollten das gar nicht? Dann hat vielleicht jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und schalten Sie danach die Zwei-Faktor-Anmeldung wieder ein:',
  },
  support_rejected: {
    subject: 'Die Zwei-Faktor-Anmeldung bleibt eingeschaltet',
    happened: ({ shop }) =>
      `Unser Team hat die Anfrage abgelehnt, die Zwei-Faktor-Anmeldung für Ihr Konto bei ${shop} auszuschalten. Es hat sich nichts geändert.`,
    notYou:
      'Kam die Anfrage von Ihnen, und fehlen Ihnen die Codes noch immer? Dann können Sie eine neue stellen. Kam sie nicht von Ihnen, versucht jemand, in Ihr Konto zu gelangen. Hier halten Sie ihn auf:',
  },
  support_superseded: {
    subject: 'Ihre Anfrage hat sich erledigt',
    happened: ({ shop }) =>
      `Die Anfrage, die Zwei-Faktor-Anmeldung für Ihr Konto bei ${shop} auszuschalten, ist abgeschlossen: Seit unser Team ihr zugestimmt hat, hat sich jemand mit einem Code angemeldet oder die Kontosicherheit geändert. Die Zwei-Faktor-Anmeldung bleibt eingeschaltet.`,
    notYou:
      'Soll sie trotzdem ausgeschaltet werden? Dann stellen Sie bitte eine neue Anfrage. Kam sie nicht von Ihnen, versucht jemand, in Ihr Konto zu gelangen. Hier halten Sie ihn auf:',
  },
};
