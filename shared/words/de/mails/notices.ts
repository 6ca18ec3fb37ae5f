import type { NoticeMailWords } from '../../mails.ts';

export const notices: NoticeMailWords = {
  two_factor_on: {
    subject: 'Die Zwei-Faktor-Anmeldung ist eingeschaltet',
    happened: ({ shop, method }) =>
      `Ab der nächsten Anmeldung bei ${shop} brauchen Sie Ihr Passwort und einen Code${method === 'email' ? ', den wir Ihnen per E-Mail senden' : ' aus Ihrer Authenticator-App'}. Alle anderen Geräte wurden abgemeldet. Bewahren Sie Ihre Wiederherstellungscodes sicher auf.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und melden Sie sich bei uns:',
  },
  two_factor_off: {
    subject: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet',
    happened: ({ shop }) => `Für Ihr Konto bei ${shop} genügt jetzt das Passwort. Alle anderen Geräte wurden abgemeldet.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und schalten Sie danach die Zwei-Faktor-Anmeldung wieder ein:',
  },
  shared_key_shown: {
    subject: 'Der Schlüssel Ihrer Authenticator-App wurde angezeigt',
    happened: ({ shop }) =>
      `Der Schlüssel, mit dem eine Authenticator-App die Codes für Ihr Konto bei ${shop} erzeugt, wurde noch einmal angezeigt, um ihn auf einem weiteren Gerät einzurichten. Wer ihn gesehen hat, kann Ihre Codes erzeugen.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Ihr Passwort und Ihre Codes. Sperren Sie ihn hier aus und richten Sie danach Ihre Authenticator-App neu ein:',
  },
  codes_guessed: {
    subject: ({ row }) => `${{ 5: 'Fünf', 10: 'Zehn' }[row] ?? 'Zwanzig'} falsche Codes. Waren Sie das?`,
    happened: ({ shop, row }) =>
      `Für Ihr Konto bei ${shop} wurden ${row} falsche Codes hintereinander eingegeben, von jemandem, der Ihr Passwort oder Ihr Gerät hat. Hineingekommen ist damit niemand. Nach jedem fünften muss der nächste Code eine Weile warten.`,
    notYou:
      'Waren Sie das? Dann brauchen Sie nichts zu tun: Warten Sie einen Moment und versuchen Sie es noch einmal. Wenn nicht, kennt jemand Ihr Passwort. Machen Sie es hier unbrauchbar und ändern Sie es überall, wo Sie es sonst verwenden:',
  },
  password_ended: {
    subject: 'Ihr Passwort gilt nicht mehr',
    happened: ({ shop, row }) =>
      `Für Ihr Konto bei ${shop} wurden ${row} falsche Codes hintereinander eingegeben, von jemandem, der Ihr Passwort oder Ihr Gerät hat. Angemeldet hat sich damit niemand. Damit das so bleibt, gilt Ihr Passwort nicht mehr, und alle Ihre Geräte wurden abgemeldet.`,
    notYou: 'Wenn Sie das alte auch anderswo verwenden, ändern Sie es dort ebenfalls. Ein neues Passwort fordern Sie hier an:',
  },
  email_changed: {
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    happened: ({ shop, oldEmail, newEmail }) =>
      `Die E-Mail-Adresse Ihres Kontos bei ${shop} wurde von ${oldEmail} auf ${newEmail} geändert. Codes und Hinweise gehen ab jetzt an die neue Adresse. Wir benachrichtigen beide Adressen.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und melden Sie sich bei uns:',
  },
  phone_changed: {
    subject: 'Ihre Telefonnummer wurde geändert',
    happened: ({ shop, newPhone }) => `Die Telefonnummer Ihres Kontos bei ${shop} lautet jetzt ${newPhone}.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und melden Sie sich bei uns:',
  },
  password_changed: {
    subject: 'Ihr Passwort wurde geändert',
    happened: ({ shop }) => `Das Passwort Ihres Kontos bei ${shop} wurde geändert.`,
    notYou: 'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus:',
  },
  recovery_codes_replaced: {
    subject: 'Sie haben neue Wiederherstellungscodes',
    happened: ({ shop }) =>
      `Für Ihr Konto bei ${shop} wurden zehn neue Wiederherstellungscodes erstellt. Die alten gelten nicht mehr: Werfen Sie sie weg.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Sperren Sie ihn hier aus und erneuern Sie danach die Wiederherstellungscodes:',
  },
  recovery_code_used: {
    subject: 'Ein Wiederherstellungscode wurde verwendet',
    happened: ({ shop, left }) =>
      `Für Ihr Konto bei ${shop} wurde ein Wiederherstellungscode verwendet, zum Anmelden oder zum Bestätigen einer Änderung. Er gilt nicht noch einmal. ${left === 0 ? 'Es war der letzte: Erstellen Sie neue' : `Übrige Codes: ${left}`}.`,
    notYou:
      'Das waren nicht Sie? Dann hat jemand Ihr Passwort und Ihre Wiederherstellungscodes. Sperren Sie ihn hier aus und erneuern Sie danach die Wiederherstellungscodes:',
  },
  session_copied: {
    subject: 'Eine Kopie Ihrer Anmeldung wurde verwendet',
    happened: ({ shop, endedOn }) =>
      `Sie waren bei ${shop}${endedOn ? ` auf einem Gerät (${endedOn})` : ''} dauerhaft angemeldet. Nun hat jemand eine veraltete Kopie dieser Anmeldung verwendet. Deshalb haben wir sie beendet: Auch auf diesem Gerät müssen Sie sich neu anmelden. Ihre anderen Geräte bleiben angemeldet.`,
    notYou:
      'Das kommt vor, wenn ein Browser oder ein Computer aus einer Sicherung wiederhergestellt wird. War es nichts dergleichen? Dann hat vielleicht jemand die Anmeldung von Ihrem Gerät kopiert: Überprüfen Sie das Gerät und sperren Sie ihn hier aus:',
  },
  recovered: {
    subject: 'Die Zwei-Faktor-Anmeldung wurde nach Geräteverlust ausgeschaltet',
    happened: ({ shop }) =>
      `Die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} wurde ausgeschaltet, weil das Gerät als verloren gemeldet wurde. Der alte Schlüssel und die Wiederherstellungscodes gelten nicht mehr, und alle Geräte wurden abgemeldet.`,
    notYou:
      'Das waren nicht Sie? Dann liest jemand Ihre Nachrichten mit. Sichern Sie Ihr Postfach und Ihr Telefon, sperren Sie ihn hier aus und melden Sie sich bei uns:',
  },
  support_executed: {
    subject: 'Die Zwei-Faktor-Anmeldung wurde auf Antrag ausgeschaltet',
    happened: ({ shop }) =>
      `Wie angekündigt wurde die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} ausgeschaltet, nachdem unser Team einen Antrag genehmigt hatte. Für Ihr Konto genügt jetzt das Passwort. Der alte Schlüssel und die Wiederherstellungscodes gelten nicht mehr, und alle Geräte wurden abgemeldet.`,
    notYou:
      'Das waren nicht Sie? Dann kommt womöglich jemand in Ihr Konto. Sperren Sie ihn hier aus, schalten Sie die Zwei-Faktor-Anmeldung wieder ein und melden Sie sich bei uns:',
  },
  support_rejected: {
    subject: 'Der Antrag, die Zwei-Faktor-Anmeldung auszuschalten, wurde abgelehnt',
    happened: ({ shop }) =>
      `Unser Team hat einen Antrag abgelehnt, die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} auszuschalten. Die Zwei-Faktor-Anmeldung bleibt eingeschaltet, und nichts hat sich geändert.`,
    notYou:
      'Kam der Antrag von Ihnen? Dann melden Sie sich bitte bei uns. Wenn nicht, versucht jemand, in Ihr Konto zu gelangen. Sperren Sie ihn hier aus:',
  },
  support_superseded: {
    subject: 'Die Zwei-Faktor-Anmeldung bleibt eingeschaltet',
    happened: ({ shop }) =>
      `Der Antrag, die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} auszuschalten, ist hinfällig: Seit der Genehmigung hat sich jemand mit einem Code angemeldet, oder die Sicherheitseinstellungen wurden geändert. Es wird nichts ausgeschaltet.`,
    notYou:
      'Soll die Zwei-Faktor-Anmeldung trotzdem ausgeschaltet werden? Dann stellen Sie bitte einen neuen Antrag. Kam dieser nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu gelangen. Sperren Sie ihn hier aus:',
  },
};
