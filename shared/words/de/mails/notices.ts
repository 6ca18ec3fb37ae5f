import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Die Zwei-Faktor-Anmeldung ist eingeschaltet',
    happened: ({ shop, method }) =>
      `Ab jetzt brauchen Sie für die Anmeldung bei ${shop} Ihr Passwort und einen Code ${method === 'email' ? 'per E-Mail' : 'aus Ihrer Authenticator-App'}. Alle Ihre anderen Geräte wurden abgemeldet. Bewahren Sie Ihre Wiederherstellungscodes sicher auf.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugriff auf Ihr Konto. Hier sperren Sie ihn aus:',
  },
  two_factor_off: {
    subject: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet',
    happened: ({ shop }) => `Ab jetzt genügt für die Anmeldung bei ${shop} Ihr Passwort. Alle Ihre anderen Geräte wurden abgemeldet.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Zugriff auf Ihr Konto. Sperren Sie ihn hier aus und schalten Sie danach die Zwei-Faktor-Anmeldung wieder ein:',
  },
  shared_key_shown: {
    subject: 'Ihr Einrichtungsschlüssel wurde noch einmal angezeigt',
    happened: ({ shop }) =>
      `Damit lässt sich die Authenticator-App für ${shop} auf einem weiteren Gerät einrichten. Wer den Schlüssel gesehen hat, kann Ihre Codes erzeugen.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Ihr Passwort und einen Ihrer Codes. Sperren Sie ihn hier aus und richten Sie danach die App neu ein:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Fünf', 10: 'Zehn' }[row] ?? 'Zwanzig'} falsche Codes. Waren Sie das?`,
    happened: ({ shop, row }) =>
      `Für Ihr Konto bei ${shop} wurden ${row} falsche Codes hintereinander eingegeben. Hineingekommen ist niemand. Nach jedem fünften falschen Code gibt es eine kurze Wartezeit.`,
    notYou:
      'Haben Sie sich nur vertippt? Dann brauchen Sie nichts zu tun: Warten Sie kurz und versuchen Sie es noch einmal. Wenn nicht, kennt vielleicht jemand Ihr Passwort. Hier machen Sie es ungültig:',
  },
  password_ended: {
    subject: 'Ihr Passwort gilt nicht mehr',
    happened: ({ shop, row }) =>
      `Für Ihr Konto bei ${shop} wurden ${row} falsche Codes hintereinander eingegeben. Hineingekommen ist niemand. Damit das so bleibt, haben wir Ihr Passwort ungültig gemacht und alle Ihre Geräte abgemeldet.`,
    notYou: 'Verwenden Sie dieses Passwort noch anderswo? Dann ändern Sie es auch dort. Hier bekommen Sie ein neues:',
  },
  email_changed: {
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    happened: ({ shop, oldEmail, newEmail }) =>
      `Für Ihr Konto bei ${shop} gilt jetzt ${newEmail} statt ${oldEmail}. Codes und Benachrichtigungen senden wir ab jetzt an die neue Adresse, diese E-Mail an beide.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugriff auf Ihr Konto. Hier sperren Sie ihn aus:',
  },
  phone_changed: {
    subject: 'Ihre Telefonnummer wurde geändert',
    happened: ({ shop, newPhone }) => `Für Ihr Konto bei ${shop} gilt jetzt die Nummer ${newPhone}.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugriff auf Ihr Konto. Hier sperren Sie ihn aus:',
  },
  password_changed: {
    subject: 'Ihr Passwort wurde geändert',
    happened: ({ shop }) => `Für Ihr Konto bei ${shop} gilt jetzt ein neues Passwort.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugriff auf Ihr Konto. Hier sperren Sie ihn aus:',
  },
  recovery_codes_replaced: {
    subject: 'Sie haben neue Wiederherstellungscodes',
    happened: ({ shop }) => `Für Ihr Konto bei ${shop} gelten jetzt nur noch die zehn neuen. Werfen Sie die alten weg.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Zugriff auf Ihr Konto. Sperren Sie ihn hier aus und erstellen Sie danach neue Wiederherstellungscodes:',
  },
  recovery_code_used: {
    subject: 'Ein Wiederherstellungscode wurde verwendet',
    happened: ({ shop, left }) =>
      `Damit hat sich jemand in Ihrem Konto bei ${shop} angemeldet oder eine Änderung bestätigt. Ein zweites Mal gilt der Code nicht. ${left === 0 ? 'Es war der letzte, bitte erstellen Sie neue' : left === 1 ? 'Einer ist noch übrig' : `${left} sind noch übrig`}.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Ihr Passwort und Ihre Wiederherstellungscodes. Sperren Sie ihn hier aus und erstellen Sie danach neue:',
  },
  session_copied: {
    subject: 'Eine alte Kopie Ihrer Anmeldung wurde verwendet',
    happened: ({ shop, endedOn }) =>
      `Auf einem Gerät${endedOn ? ` (${endedOn})` : ''} waren Sie bei ${shop} angemeldet geblieben. Weil eine alte Kopie dieser Anmeldung verwendet wurde, haben wir sie beendet: Wer sie hatte, muss sich neu anmelden. Ihre anderen Geräte bleiben angemeldet.`,
    notYou:
      'Das kommt vor, wenn ein Browser oder Computer aus einer Sicherung wiederhergestellt wird. War das bei Ihnen nicht so? Dann hat vielleicht jemand die Anmeldung von Ihrem Gerät kopiert. Sperren Sie ihn hier aus und lassen Sie das Gerät überprüfen:',
  },
  recovered: {
    subject: 'Zwei-Faktor-Anmeldung durch Wiederherstellung ausgeschaltet',
    happened: ({ shop }) =>
      `Für Ihr Konto bei ${shop} wurden dazu der Link und der Code verwendet, die wir per E-Mail und SMS gesendet haben. Codes aus der Authenticator-App und Wiederherstellungscodes gelten nicht mehr, und alle Ihre Geräte wurden abgemeldet.`,
    notYou:
      'Das waren nicht Sie? Dann liest jemand Ihre Nachrichten mit. Sperren Sie ihn hier aus und ändern Sie das Passwort Ihres E-Mail-Kontos, bevor Sie das neue festlegen:',
  },
  support_executed: {
    subject: 'Die Zwei-Faktor-Anmeldung wurde wie gewünscht ausgeschaltet',
    happened: ({ shop }) =>
      `Wie angekündigt, genügt für die Anmeldung bei ${shop} jetzt Ihr Passwort. Darum wurden wir in einer Anfrage gebeten. Codes aus der Authenticator-App und Wiederherstellungscodes gelten nicht mehr, und alle Ihre Geräte wurden abgemeldet.`,
    notYou:
      'Sie wollten das gar nicht? Dann hat vielleicht jemand Zugriff auf Ihr Konto. Sperren Sie ihn hier aus und schalten Sie danach die Zwei-Faktor-Anmeldung wieder ein:',
  },
  support_rejected: {
    subject: 'Die Zwei-Faktor-Anmeldung bleibt eingeschaltet',
    happened: ({ shop }) =>
      `Unser Team hat die Anfrage abgelehnt, sie für Ihr Konto bei ${shop} auszuschalten. Es hat sich nichts geändert.`,
    notYou:
      'Kam die Anfrage von Ihnen, und Sie bekommen noch immer keine Codes? Dann stellen Sie bitte eine neue. Kam sie nicht von Ihnen, versucht jemand, in Ihr Konto zu kommen. Hier halten Sie ihn auf:',
  },
  support_superseded: {
    subject: 'Ihre Anfrage hat sich erledigt',
    happened: ({ shop }) =>
      `Die Zwei-Faktor-Anmeldung für Ihr Konto bei ${shop} bleibt eingeschaltet: Nachdem unser Team der Anfrage zugestimmt hatte, hat sich jemand mit einem Code angemeldet oder die Kontosicherheit geändert.`,
    notYou:
      'Sollen wir sie trotzdem ausschalten? Dann stellen Sie bitte eine neue Anfrage. Kam die Anfrage nicht von Ihnen, versucht jemand, in Ihr Konto zu kommen. Hier halten Sie ihn auf:',
  },
};
