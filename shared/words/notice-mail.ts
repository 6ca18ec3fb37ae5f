import type { Locale } from './locale.ts';

/** What the customer is told of. Addresses and numbers come in whole and are shown masked. */
export type Notice =
  | { kind: 'two_factor_on'; method: 'email' | 'totp' }
  | { kind: 'two_factor_off' }
  /** `row`: how many wrong codes in a row; `device`, `network`: of the last of them, as far as they are known. */
  | { kind: 'codes_guessed'; row: number; device: string; network: string }
  | { kind: 'email_changed'; oldEmail: string; newEmail: string }
  | { kind: 'phone_changed'; newPhone: string }
  | { kind: 'password_changed' }
  | { kind: 'recovery_codes_replaced' }
  | { kind: 'recovery_code_used'; left: number }
  /** `endedOn`: the device whose login it was; `device`, `network`: of whoever brought the copy. */
  | { kind: 'session_copied'; endedOn: string; device: string; network: string }
  | { kind: 'recovered' }
  | { kind: 'recovery_cancelled' }
  | { kind: 'support_executed' }
  | { kind: 'support_cancelled' }
  | { kind: 'support_rejected' }
  | { kind: 'support_superseded' };

type Words<N> = {
  subject: string | ((notice: N) => string);
  happened: (shop: string, notice: N) => string;
  notYou: (shop: string) => string;
};

export type NoticeMailWords = { [Kind in Notice['kind']]: Words<Extract<Notice, { kind: Kind }>> } & {
  when: string;
  device: string;
  network: string;
  /** BCP 47 tag for the form of dates. */
  dates: string;
  footer: (shop: string) => string;
};

export const noticeMailWords: Record<Locale, NoticeMailWords> = {
  en: {
    two_factor_on: {
      subject: 'Two-factor login is on',
      happened: (shop, { method }) =>
        `From the next login to ${shop} on, you need your password and a code ${method === 'email' ? 'that we send you by e-mail' : 'from your authenticator app'}. All your other devices have been logged out. Keep your recovery codes in a safe place.`,
      notYou: (shop) => `Wasn’t it you? Then somebody can get into your account. Change your password at ${shop} now and contact us.`,
    },
    two_factor_off: {
      subject: 'Two-factor login is off',
      happened: (shop) => `Your password alone now opens your account at ${shop}. All your other devices have been logged out.`,
      notYou: (shop) =>
        `Wasn’t it you? Then somebody can get into your account. Change your password at ${shop} now, switch two-factor login on again and contact us.`,
    },
    codes_guessed: {
      subject: ({ row }) => `${{ 5: 'Five', 10: 'Ten' }[row] ?? 'Twenty'} wrong codes. Was it you?`,
      happened: (shop, { row }) =>
        `${row} wrong codes in a row were entered for your account at ${shop}, by somebody who has your password or your device. Nobody got in with them. After every fifth the next code has to wait for a while.`,
      notYou: (shop) =>
        `Was it you? Then there is nothing to do: wait a moment and try again. If not, somebody knows your password: change it at ${shop} now, and wherever else you use it.`,
    },
    email_changed: {
      subject: 'Your e-mail address was changed',
      happened: (shop, { oldEmail, newEmail }) =>
        `The e-mail address of your account at ${shop} was changed from ${oldEmail} to ${newEmail}. Codes and notices go to the new address from now on. We are telling both addresses.`,
      notYou: (shop) => `Wasn’t it you? Then somebody can get into your account. Change your password at ${shop} now and contact us.`,
    },
    phone_changed: {
      subject: 'Your phone number was changed',
      happened: (shop, { newPhone }) => `The phone number of your account at ${shop} is now ${newPhone}.`,
      notYou: (shop) => `Wasn’t it you? Then somebody can get into your account. Change your password at ${shop} now and contact us.`,
    },
    password_changed: {
      subject: 'Your password was changed',
      happened: (shop) => `The password of your account at ${shop} was changed.`,
      notYou: (shop) => `Wasn’t it you? Then somebody can get into your account. Set a new password at ${shop} now and contact us.`,
    },
    recovery_codes_replaced: {
      subject: 'You have new recovery codes',
      happened: (shop) => `Ten new recovery codes were made for your account at ${shop}. The old ones no longer work: throw them away.`,
      notYou: (shop) =>
        `Wasn’t it you? Then somebody can get into your account. Change your password at ${shop} now, replace the recovery codes and contact us.`,
    },
    recovery_code_used: {
      subject: 'A recovery code was used',
      happened: (shop, { left }) =>
        `A recovery code was used to log in to ${shop}. It does not work again. ${left === 0 ? 'It was the last one: make new ones' : `Codes left: ${left}`}.`,
      notYou: (shop) =>
        `Wasn’t it you? Then somebody has your password and your recovery codes. Change your password at ${shop} now and replace the recovery codes.`,
    },
    session_copied: {
      subject: 'A copy of your login was used',
      happened: (shop, { endedOn }) =>
        `You were staying logged in to ${shop}${endedOn ? ` on a device (${endedOn})` : ''}. Somebody came with an outdated copy of that login, so we have ended it: whoever uses it, on that device too, has to log in again. Your other devices are still logged in.`,
      notYou: (shop) =>
        `This happens when a browser or a computer is restored from a backup. Was it nothing like that? Then somebody may have copied the login from your device: check the device, change your password at ${shop} and log out everywhere.`,
    },
    recovered: {
      subject: 'Two-factor login was switched off after a lost device',
      happened: (shop) =>
        `Two-factor login of your account at ${shop} was switched off because the device was reported lost. The old key and the recovery codes no longer work, and all your devices have been logged out.`,
      notYou: (shop) =>
        `Wasn’t it you? Then somebody reads your messages. Change your password at ${shop} now, secure your mailbox and your phone, and contact us.`,
    },
    recovery_cancelled: {
      subject: 'The recovery of your account was cancelled',
      happened: (shop) =>
        `The device that your account at ${shop} needs for logging in was reported lost. This was cancelled through the link in our e-mail. Two-factor login stays on, and nothing has changed.`,
      notYou: (shop) =>
        `Wasn’t it you who reported the device lost? Then somebody knows your password: change it at ${shop} now, and wherever else you use it. Was it you, and somebody else cancelled it? Then somebody reads your e-mails: secure your mailbox and contact us.`,
    },
    support_executed: {
      subject: 'Two-factor login was switched off on request',
      happened: (shop) =>
        `As announced, two-factor login of your account at ${shop} was switched off after our team approved a request. Your password alone now opens your account. The old key and the recovery codes no longer work, and all your devices have been logged out.`,
      notYou: (shop) =>
        `Wasn’t it you? Then somebody may get into your account. Change your password at ${shop} now, switch two-factor login on again and contact us.`,
    },
    support_cancelled: {
      subject: 'The request to switch two-factor login off was cancelled',
      happened: (shop) =>
        `The request to switch off two-factor login of your account at ${shop} was cancelled through the link in our e-mail. Two-factor login stays on, and nothing has changed.`,
      notYou: (shop) =>
        `Wasn’t it you who made the request? Then somebody is trying to get into your account: change your password at ${shop}. Was it you, and somebody else cancelled it? Then somebody reads your e-mails: secure your mailbox and contact us.`,
    },
    support_rejected: {
      subject: 'The request to switch two-factor login off was rejected',
      happened: (shop) =>
        `Our team rejected a request to switch off two-factor login of your account at ${shop}. Two-factor login stays on, and nothing has changed.`,
      notYou: (shop) =>
        `Wasn’t it you who made the request? Then somebody is trying to get into your account: change your password at ${shop}. If it was you, please contact us.`,
    },
    support_superseded: {
      subject: 'Two-factor login stays on',
      happened: (shop) =>
        `The request to switch off two-factor login of your account at ${shop} has come to an end: since it was approved, the account was logged in to with a code, or its security was changed. Two-factor login is not switched off.`,
      notYou: (shop) =>
        `Wasn’t it you who made the request? Then somebody is trying to get into your account: change your password at ${shop}. Do you still need two-factor login switched off? Then please make a new request.`,
    },
    when: 'When',
    device: 'Device',
    network: 'Network',
    dates: 'en-GB',
    footer: (shop) =>
      `${shop} sent this e-mail automatically because it concerns the security of your account. It contains no links: go to ${shop} as you usually do.`,
  },
  de: {
    two_factor_on: {
      subject: 'Die Zwei-Faktor-Anmeldung ist eingeschaltet',
      happened: (shop, { method }) =>
        `Ab der nächsten Anmeldung bei ${shop} brauchen Sie Ihr Passwort und einen Code${method === 'email' ? ', den wir Ihnen per E-Mail senden' : ' aus Ihrer Authenticator-App'}. Alle anderen Geräte wurden abgemeldet. Bewahren Sie Ihre Wiederherstellungscodes sicher auf.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Ändern Sie sofort Ihr Passwort bei ${shop} und melden Sie sich bei uns.`,
    },
    two_factor_off: {
      subject: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet',
      happened: (shop) => `Für Ihr Konto bei ${shop} genügt jetzt das Passwort. Alle anderen Geräte wurden abgemeldet.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Ändern Sie sofort Ihr Passwort bei ${shop}, schalten Sie die Zwei-Faktor-Anmeldung wieder ein und melden Sie sich bei uns.`,
    },
    codes_guessed: {
      subject: ({ row }) => `${{ 5: 'Fünf', 10: 'Zehn' }[row] ?? 'Zwanzig'} falsche Codes. Waren Sie das?`,
      happened: (shop, { row }) =>
        `Für Ihr Konto bei ${shop} wurden ${row} falsche Codes hintereinander eingegeben, von jemandem, der Ihr Passwort oder Ihr Gerät hat. Hineingekommen ist damit niemand. Nach jedem fünften muss der nächste Code eine Weile warten.`,
      notYou: (shop) =>
        `Waren Sie das? Dann brauchen Sie nichts zu tun: Warten Sie einen Moment und versuchen Sie es noch einmal. Wenn nicht, kennt jemand Ihr Passwort: Ändern Sie es sofort bei ${shop} und überall, wo Sie es sonst verwenden.`,
    },
    email_changed: {
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      happened: (shop, { oldEmail, newEmail }) =>
        `Die E-Mail-Adresse Ihres Kontos bei ${shop} wurde von ${oldEmail} auf ${newEmail} geändert. Codes und Hinweise gehen ab jetzt an die neue Adresse. Wir benachrichtigen beide Adressen.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Ändern Sie sofort Ihr Passwort bei ${shop} und melden Sie sich bei uns.`,
    },
    phone_changed: {
      subject: 'Ihre Telefonnummer wurde geändert',
      happened: (shop, { newPhone }) => `Die Telefonnummer Ihres Kontos bei ${shop} lautet jetzt ${newPhone}.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Ändern Sie sofort Ihr Passwort bei ${shop} und melden Sie sich bei uns.`,
    },
    password_changed: {
      subject: 'Ihr Passwort wurde geändert',
      happened: (shop) => `Das Passwort Ihres Kontos bei ${shop} wurde geändert.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Setzen Sie sofort ein neues Passwort bei ${shop} und melden Sie sich bei uns.`,
    },
    recovery_codes_replaced: {
      subject: 'Sie haben neue Wiederherstellungscodes',
      happened: (shop) =>
        `Für Ihr Konto bei ${shop} wurden zehn neue Wiederherstellungscodes erstellt. Die alten gelten nicht mehr: Werfen Sie sie weg.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann hat jemand Zugang zu Ihrem Konto. Ändern Sie sofort Ihr Passwort bei ${shop}, erneuern Sie die Wiederherstellungscodes und melden Sie sich bei uns.`,
    },
    recovery_code_used: {
      subject: 'Ein Wiederherstellungscode wurde verwendet',
      happened: (shop, { left }) =>
        `Bei der Anmeldung bei ${shop} wurde ein Wiederherstellungscode verwendet. Er gilt nicht noch einmal. ${left === 0 ? 'Es war der letzte: Erstellen Sie neue' : `Übrige Codes: ${left}`}.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann hat jemand Ihr Passwort und Ihre Wiederherstellungscodes. Ändern Sie sofort Ihr Passwort bei ${shop} und erneuern Sie die Wiederherstellungscodes.`,
    },
    session_copied: {
      subject: 'Eine Kopie Ihrer Anmeldung wurde verwendet',
      happened: (shop, { endedOn }) =>
        `Sie waren bei ${shop}${endedOn ? ` auf einem Gerät (${endedOn})` : ''} dauerhaft angemeldet. Nun hat jemand eine veraltete Kopie dieser Anmeldung verwendet. Deshalb haben wir sie beendet: Auch auf diesem Gerät müssen Sie sich neu anmelden. Ihre anderen Geräte bleiben angemeldet.`,
      notYou: (shop) =>
        `Das kommt vor, wenn ein Browser oder ein Computer aus einer Sicherung wiederhergestellt wird. War es nichts dergleichen? Dann hat vielleicht jemand die Anmeldung von Ihrem Gerät kopiert: Überprüfen Sie das Gerät, ändern Sie Ihr Passwort bei ${shop} und melden Sie sich überall ab.`,
    },
    recovered: {
      subject: 'Die Zwei-Faktor-Anmeldung wurde nach Geräteverlust ausgeschaltet',
      happened: (shop) =>
        `Die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} wurde ausgeschaltet, weil das Gerät als verloren gemeldet wurde. Der alte Schlüssel und die Wiederherstellungscodes gelten nicht mehr, und alle Geräte wurden abgemeldet.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann liest jemand Ihre Nachrichten mit. Ändern Sie sofort Ihr Passwort bei ${shop}, sichern Sie Ihr Postfach und Ihr Telefon und melden Sie sich bei uns.`,
    },
    recovery_cancelled: {
      subject: 'Die Wiederherstellung Ihres Kontos wurde abgebrochen',
      happened: (shop) =>
        `Das Gerät, das Sie für die Anmeldung bei ${shop} brauchen, wurde als verloren gemeldet. Dieser Vorgang wurde über den Link in unserer E-Mail abgebrochen. Die Zwei-Faktor-Anmeldung bleibt eingeschaltet, und nichts hat sich geändert.`,
      notYou: (shop) =>
        `Sie haben das Gerät nicht als verloren gemeldet? Dann kennt jemand Ihr Passwort: Ändern Sie es sofort bei ${shop} und überall, wo Sie es sonst verwenden. Sie haben es gemeldet, aber nicht abgebrochen? Dann liest jemand Ihre E-Mails mit: Sichern Sie Ihr Postfach und melden Sie sich bei uns.`,
    },
    support_executed: {
      subject: 'Die Zwei-Faktor-Anmeldung wurde auf Antrag ausgeschaltet',
      happened: (shop) =>
        `Wie angekündigt wurde die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} ausgeschaltet, nachdem unser Team einen Antrag genehmigt hatte. Für Ihr Konto genügt jetzt das Passwort. Der alte Schlüssel und die Wiederherstellungscodes gelten nicht mehr, und alle Geräte wurden abgemeldet.`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann kommt womöglich jemand in Ihr Konto. Ändern Sie sofort Ihr Passwort bei ${shop}, schalten Sie die Zwei-Faktor-Anmeldung wieder ein und melden Sie sich bei uns.`,
    },
    support_cancelled: {
      subject: 'Der Antrag, die Zwei-Faktor-Anmeldung auszuschalten, wurde zurückgezogen',
      happened: (shop) =>
        `Der Antrag, die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} auszuschalten, wurde über den Link in unserer E-Mail zurückgezogen. Die Zwei-Faktor-Anmeldung bleibt eingeschaltet, und nichts hat sich geändert.`,
      notYou: (shop) =>
        `Der Antrag kam nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu gelangen: Ändern Sie Ihr Passwort bei ${shop}. Er kam von Ihnen, aber Sie haben ihn nicht zurückgezogen? Dann liest jemand Ihre E-Mails mit: Sichern Sie Ihr Postfach und melden Sie sich bei uns.`,
    },
    support_rejected: {
      subject: 'Der Antrag, die Zwei-Faktor-Anmeldung auszuschalten, wurde abgelehnt',
      happened: (shop) =>
        `Unser Team hat einen Antrag abgelehnt, die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} auszuschalten. Die Zwei-Faktor-Anmeldung bleibt eingeschaltet, und nichts hat sich geändert.`,
      notYou: (shop) =>
        `Der Antrag kam nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu gelangen: Ändern Sie Ihr Passwort bei ${shop}. Kam er von Ihnen, melden Sie sich bitte bei uns.`,
    },
    support_superseded: {
      subject: 'Die Zwei-Faktor-Anmeldung bleibt eingeschaltet',
      happened: (shop) =>
        `Der Antrag, die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} auszuschalten, ist hinfällig: Seit der Genehmigung hat sich jemand mit einem Code angemeldet, oder die Sicherheitseinstellungen wurden geändert. Es wird nichts ausgeschaltet.`,
      notYou: (shop) =>
        `Der Antrag kam nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu gelangen: Ändern Sie Ihr Passwort bei ${shop}. Soll die Zwei-Faktor-Anmeldung trotzdem ausgeschaltet werden? Dann stellen Sie bitte einen neuen Antrag.`,
    },
    when: 'Wann',
    device: 'Gerät',
    network: 'Netz',
    dates: 'de-DE',
    footer: (shop) =>
      `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft. Sie enthält keine Links: Rufen Sie ${shop} wie gewohnt auf.`,
  },
  cs: {
    two_factor_on: {
      subject: 'Dvoufázové přihlášení je zapnuté',
      happened: (shop, { method }) =>
        `Od příštího přihlášení na ${shop} budete potřebovat heslo a kód${method === 'email' ? ', který Vám pošleme e-mailem' : ' z ověřovací aplikace'}. Všechna ostatní zařízení byla odhlášena. Záchranné kódy si uložte na bezpečné místo.`,
      notYou: (shop) => `Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Ihned si změňte heslo na ${shop} a ozvěte se nám.`,
    },
    two_factor_off: {
      subject: 'Dvoufázové přihlášení je vypnuté',
      happened: (shop) => `K Vašemu účtu na ${shop} teď stačí samotné heslo. Všechna ostatní zařízení byla odhlášena.`,
      notYou: (shop) =>
        `Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Ihned si změňte heslo na ${shop}, znovu zapněte dvoufázové přihlášení a ozvěte se nám.`,
    },
    codes_guessed: {
      subject: ({ row }) => `${{ 5: 'Pět', 10: 'Deset' }[row] ?? 'Dvacet'} chybných kódů. Byli jste to Vy?`,
      happened: (shop, { row }) =>
        `K Vašemu účtu na ${shop} bylo za sebou zadáno ${row} chybných kódů, a to někým, kdo má Vaše heslo nebo zařízení. Dovnitř se s nimi nikdo nedostal. Po každém pátém musí další kód chvíli počkat.`,
      notYou: (shop) =>
        `Byli jste to Vy? Pak nemusíte nic dělat: chvíli počkejte a zkuste to znovu. Pokud ne, někdo zná Vaše heslo: ihned si ho změňte na ${shop} i všude jinde, kde ho používáte.`,
    },
    email_changed: {
      subject: 'Vaše e-mailová adresa byla změněna',
      happened: (shop, { oldEmail, newEmail }) =>
        `E-mailová adresa Vašeho účtu na ${shop} byla změněna z ${oldEmail} na ${newEmail}. Kódy a oznámení budou odteď chodit na novou adresu. Píšeme na obě adresy.`,
      notYou: (shop) => `Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Ihned si změňte heslo na ${shop} a ozvěte se nám.`,
    },
    phone_changed: {
      subject: 'Vaše telefonní číslo bylo změněno',
      happened: (shop, { newPhone }) => `Telefonní číslo Vašeho účtu na ${shop} je teď ${newPhone}.`,
      notYou: (shop) => `Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Ihned si změňte heslo na ${shop} a ozvěte se nám.`,
    },
    password_changed: {
      subject: 'Vaše heslo bylo změněno',
      happened: (shop) => `Heslo k Vašemu účtu na ${shop} bylo změněno.`,
      notYou: (shop) => `Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Ihned si na ${shop} nastavte nové heslo a ozvěte se nám.`,
    },
    recovery_codes_replaced: {
      subject: 'Máte nové záchranné kódy',
      happened: (shop) => `K Vašemu účtu na ${shop} bylo vytvořeno deset nových záchranných kódů. Staré už neplatí, vyhoďte je.`,
      notYou: (shop) =>
        `Nebyli jste to Vy? Pak má někdo přístup k Vašemu účtu. Ihned si změňte heslo na ${shop}, vytvořte si nové záchranné kódy a ozvěte se nám.`,
    },
    recovery_code_used: {
      subject: 'Byl použit záchranný kód',
      happened: (shop, { left }) =>
        `K přihlášení na ${shop} byl použit záchranný kód. Podruhé už platit nebude. ${left === 0 ? 'Byl poslední: vytvořte si nové' : `Zbývá kódů: ${left}`}.`,
      notYou: (shop) =>
        `Nebyli jste to Vy? Pak má někdo Vaše heslo i Vaše záchranné kódy. Ihned si změňte heslo na ${shop} a vytvořte si nové záchranné kódy.`,
    },
    session_copied: {
      subject: 'Byla použita kopie Vašeho přihlášení',
      happened: (shop, { endedOn }) =>
        `Na ${shop} jste byli trvale přihlášeni${endedOn ? ` na zařízení ${endedOn}` : ''}. Někdo teď použil starou kopii tohoto přihlášení, proto jsme ho ukončili: i na tomto zařízení je potřeba přihlásit se znovu. Vaše ostatní zařízení zůstávají přihlášená.`,
      notYou: (shop) =>
        `Stává se to, když se prohlížeč nebo počítač obnoví ze zálohy. Nic takového jste nedělali? Pak Vám někdo mohl přihlášení ze zařízení zkopírovat: zkontrolujte ho, změňte si heslo na ${shop} a odhlaste se všude.`,
    },
    recovered: {
      subject: 'Dvoufázové přihlášení bylo po ztrátě zařízení vypnuto',
      happened: (shop) =>
        `Dvoufázové přihlášení k Vašemu účtu na ${shop} bylo vypnuto, protože zařízení bylo nahlášeno jako ztracené. Starý klíč ani záchranné kódy už neplatí a všechna zařízení byla odhlášena.`,
      notYou: (shop) =>
        `Nebyli jste to Vy? Pak někdo čte Vaše zprávy. Ihned si změňte heslo na ${shop}, zabezpečte svou schránku i telefon a ozvěte se nám.`,
    },
    recovery_cancelled: {
      subject: 'Obnova přístupu k Vašemu účtu byla zrušena',
      happened: (shop) =>
        `Zařízení, které potřebujete k přihlášení na ${shop}, bylo nahlášeno jako ztracené. Obnova přístupu byla zrušena přes odkaz v našem e-mailu. Dvoufázové přihlášení zůstává zapnuté a nic se nezměnilo.`,
      notYou: (shop) =>
        `Nenahlásili jste ztrátu Vy? Pak někdo zná Vaše heslo: ihned si ho změňte na ${shop} a všude jinde, kde ho používáte. Nahlásili jste ji Vy, ale zrušil ji někdo jiný? Pak někdo čte Vaše e-maily: zabezpečte svou schránku a ozvěte se nám.`,
    },
    support_executed: {
      subject: 'Dvoufázové přihlášení bylo na žádost vypnuto',
      happened: (shop) =>
        `Jak jsme oznámili, dvoufázové přihlášení k Vašemu účtu na ${shop} bylo vypnuto poté, co náš tým schválil žádost. K účtu teď stačí samotné heslo. Starý klíč ani záchranné kódy už neplatí a všechna zařízení byla odhlášena.`,
      notYou: (shop) =>
        `Nežádali jste o to Vy? Pak se do Vašeho účtu může dostat někdo jiný. Ihned si změňte heslo na ${shop}, znovu zapněte dvoufázové přihlášení a ozvěte se nám.`,
    },
    support_cancelled: {
      subject: 'Žádost o vypnutí dvoufázového přihlášení byla zrušena',
      happened: (shop) =>
        `Žádost o vypnutí dvoufázového přihlášení k Vašemu účtu na ${shop} byla zrušena přes odkaz v našem e-mailu. Dvoufázové přihlášení zůstává zapnuté a nic se nezměnilo.`,
      notYou: (shop) =>
        `Nepodali jste žádost Vy? Pak se někdo snaží dostat k Vašemu účtu: změňte si heslo na ${shop}. Podali jste ji Vy, ale zrušil ji někdo jiný? Pak někdo čte Vaše e-maily: zabezpečte svou schránku a ozvěte se nám.`,
    },
    support_rejected: {
      subject: 'Žádost o vypnutí dvoufázového přihlášení byla zamítnuta',
      happened: (shop) =>
        `Náš tým zamítl žádost o vypnutí dvoufázového přihlášení k Vašemu účtu na ${shop}. Dvoufázové přihlášení zůstává zapnuté a nic se nezměnilo.`,
      notYou: (shop) =>
        `Nepodali jste žádost Vy? Pak se někdo snaží dostat k Vašemu účtu: změňte si heslo na ${shop}. Pokud jste ji podali Vy, ozvěte se nám prosím.`,
    },
    support_superseded: {
      subject: 'Dvoufázové přihlášení zůstává zapnuté',
      happened: (shop) =>
        `Žádost o vypnutí dvoufázového přihlášení k Vašemu účtu na ${shop} pozbyla platnosti: od jejího schválení se k účtu někdo přihlásil kódem nebo se změnilo jeho zabezpečení. Nic se vypínat nebude.`,
      notYou: (shop) =>
        `Nepodali jste žádost Vy? Pak se někdo snaží dostat k Vašemu účtu: změňte si heslo na ${shop}. Potřebujete dvoufázové přihlášení přesto vypnout? Podejte prosím novou žádost.`,
    },
    when: 'Kdy',
    device: 'Zařízení',
    network: 'Síť',
    dates: 'cs-CZ',
    footer: (shop) =>
      `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu. Neobsahuje žádné odkazy: otevřete ${shop} tak jako obvykle.`,
  },
};
