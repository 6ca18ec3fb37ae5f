import type { ProblemPageWords } from '../problem-pages.ts';

export const problemPages: ProblemPageWords = {
  whatToDo: 'Was hilft',
  carries: 'Weitere Angaben',
  everyProblem:
    'Für Programme: Eine Antwort mit diesem Code hat immer diesen Status. Entscheiden Sie nach dem Code; der Titel ist für Menschen.',
  contract: 'Die ganze Schnittstelle (OpenAPI)',
  about: {
    invalid_request: {
      means: 'Die Anfrage passt nicht zu diesem Aufruf: Ein Feld fehlt, ist unbekannt oder ungültig.',
      next: 'Berichtigen Sie die Felder, die `errors` nennt. Wenn das Formular kein solches Feld hat, liegt der Fehler im Programm.',
    },
    invalid_credentials: {
      means: 'Benutzername und Passwort gehören nicht zusammen. Welches von beiden nicht stimmt, wird nicht verraten.',
      next: 'Prüfen Sie beides und versuchen Sie es noch einmal, oder legen Sie ein neues Passwort fest.',
    },
    invalid_code: {
      means: 'Der Code stimmt nicht: Er ist vertippt, nicht der neueste oder schon verwendet. Der Versuch zählt.',
      next: 'Geben Sie den neuesten Code ein. Nach fünf falschen beginnen Sie von vorn.',
    },
    invalid_challenge: {
      means: 'Diese Anmeldung ist schon abgeschlossen, oder die Zwei-Faktor-Anmeldung wurde inzwischen geändert.',
      next: 'Melden Sie sich erneut an.',
    },
    session_required: {
      means: 'Hier ist niemand angemeldet, oder die Sitzung ist zu Ende. Einem Aufruf der Verwaltung fehlt die nötige AWS-Signatur.',
      next: 'Melden Sie sich erneut an. Ein Programm erneuert die Sitzung einmal und bittet dann um die Anmeldung; die Verwaltung signiert mit SigV4.',
    },
    client_token_required: {
      means:
        'Dieser Aufruf ist dem Server des Shops vorbehalten. Sein Token fehlt, ist nach 15 Minuten abgelaufen oder gilt nicht mehr, weil der Client, sein Recht oder sein Geheimnis entfernt wurde.',
      next: 'Der Server holt sich mit Kennung und Geheimnis ein neues Token (POST /token, scope challenges) und ruft noch einmal auf.',
    },
    invalid_token: {
      means: 'Der Link stammt nicht von uns, oder ein Teil davon fehlt.',
      next: 'Öffnen Sie den Link aus der E-Mail noch einmal vollständig, oder fordern Sie einen neuen an.',
    },
    api_login_refused: {
      means: 'Ein Programm wollte sich nur mit dem Passwort anmelden, aber für dieses Konto ist die Zwei-Faktor-Anmeldung eingeschaltet.',
      next: 'Geben Sie dem Programm ein Konto ohne Zwei-Faktor-Anmeldung.',
    },
    password_reset_required: {
      means:
        'Das Passwort stimmt, gilt aber nicht mehr: Es wurden dreißig falsche Codes hintereinander eingegeben, oder der Kunde hat „Das war ich nicht“ gemeldet.',
      next: 'Legen Sie ein neues Passwort fest. Ein Shop, der Passwörter selbst verwaltet, meldet es danach (`passwordChangedAt` des Kunden).',
    },
    origin_refused: {
      means: 'Der Aufruf kam von einer Webseite, deren Herkunft nicht freigegeben ist.',
      next: 'Wer den Dienst betreibt, trägt die Herkunft in die Option `allowedOrigins` ein.',
    },
    captcha_failed: {
      means: 'Das CAPTCHA wurde nicht gelöst, vor zu langer Zeit gelöst oder schon verwendet. Das zählt nicht als Versuch.',
      next: 'Lösen Sie ein neues.',
    },
    captcha_required: {
      means:
        'Für diesen Benutzernamen wurden viele falsche Passwörter versucht. Deshalb muss der Browser vor der Anmeldung etwas rechnen. Das zählt nicht als Versuch.',
      next: 'Die Seite rechnet von selbst. Ein Programm löst die Aufgabe in `captcha` und schickt dieselbe Anmeldung mit der Lösung.',
    },
    not_found: {
      means:
        'Unter dieser Adresse gibt es weder eine Seite noch einen Aufruf, oder das Gesuchte gibt es nicht. Auch ein Aufruf der Verwaltung ohne Signatur wird so beantwortet.',
      next: 'Prüfen Sie die Adresse, die Methode und bei Aufrufen der Verwaltung die AWS-Signatur.',
    },
    two_factor_unavailable: {
      means: 'Der Shop hat die Zwei-Faktor-Anmeldung ausgeschaltet.',
      next: 'Es geht nichts verloren: Was eingerichtet war, ist wieder da, sobald der Shop sie einschaltet.',
    },
    already_enabled: {
      means: 'Die Zwei-Faktor-Anmeldung ist bereits eingeschaltet, vielleicht seit eben in einem anderen Tab.',
      next: 'Laden Sie die Seite neu.',
    },
    not_enabled: {
      means: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet, vielleicht seit eben in einem anderen Tab.',
      next: 'Laden Sie die Seite neu.',
    },
    contact_incomplete: {
      means: 'Dafür ist eine bestätigte E-Mail-Adresse nötig, manchmal auch eine bestätigte Telefonnummer.',
      next: 'Bestätigen Sie, was `missing` nennt, und versuchen Sie es dann noch einmal.',
    },
    no_pending_key: {
      means:
        'Der Einrichtungsschlüssel gilt nicht mehr: Er ist abgelaufen, wurde nach einem falschen Code verworfen, oder Sie haben anderswo neu begonnen.',
      next: 'Beginnen Sie die Einrichtung der Authenticator-App von vorn.',
    },
    contact_too_new: {
      means: 'Die E-Mail-Adresse oder Telefonnummer wurde in den letzten 24 Stunden geändert und kann dafür noch nicht verwendet werden.',
      next: 'Versuchen Sie es 24 Stunden nach der Änderung noch einmal.',
    },
    username_taken: {
      means: 'Ein anderer Kunde hat diesen Benutzernamen.',
      next: 'Wählen Sie einen anderen, oder sehen Sie bei dem anderen Kunden nach.',
    },
    already_decided: {
      means: 'Über diese Anfrage hat schon jemand entschieden.',
      next: 'Laden Sie die Anfrage neu.',
    },
    superseded: {
      means:
        'Seit der Zustimmung hat sich etwas geändert: Die Zwei-Faktor-Anmeldung wurde verwendet oder geändert, oder das Konto wurde neu angelegt.',
      next: 'Wenn noch Hilfe nötig ist, muss eine neue Anfrage gestellt werden.',
    },
    password_unusable: {
      means: 'Das neue Passwort ist nicht möglich; den Grund nennt `reason`.',
      next: 'Wählen Sie ein anderes: Mehrere Wörter, die nichts miteinander zu tun haben, sind lang und leicht zu merken.',
    },
    password_kept_elsewhere: {
      means: 'Passwörter verwaltet der Shop selbst; hier werden keine festgelegt.',
      next: 'Gehen Sie auf die Seite des Shops, die `url` nennt.',
    },
    code_expired: {
      means: 'Der Code kam zu spät, denn er gilt nur fünf Minuten, oder es gibt gerade keinen gültigen.',
      next: 'Fordern Sie einen neuen Code an, oder geben Sie den ein, den die App jetzt zeigt.',
    },
    challenge_expired: {
      means: 'Seit dem Passwort sind mehr als fünfzehn Minuten vergangen.',
      next: 'Melden Sie sich erneut an.',
    },
    recovery_expired: {
      means: 'Der Link ist älter als fünf Minuten, wurde schon verwendet oder gestoppt, oder es gibt einen neueren.',
      next: 'Melden Sie sich an und fordern Sie einen neuen Link an.',
    },
    link_expired: {
      means: 'Der Link ist abgelaufen, wurde schon verwendet, oder es gibt einen neueren.',
      next: 'Fordern Sie einen neuen an.',
    },
    precondition_failed: {
      means: 'Was geändert werden sollte, hat sich seit dem Abruf geändert, oder was nur angelegt werden sollte, gibt es schon.',
      next: 'Rufen Sie es neu ab und schicken Sie die Änderung mit dem neuen `ETag` als `If-Match`. Was mit `If-None-Match: *` angelegt werden sollte, bleibt, wie es ist.',
    },
    challenge_locked: {
      means: 'Es wurden fünf falsche Codes eingegeben. Jetzt gilt auch der richtige nicht mehr.',
      next: 'Melden Sie sich erneut an.',
    },
    too_soon: {
      means:
        'Seit dem letzten Code oder Link ist zu wenig Zeit vergangen, oder nach falschen Codes läuft eine Wartezeit. Was Sie begonnen haben, geht weiter.',
      next: 'Warten Sie `retryAfter` Sekunden und tun Sie dann dasselbe noch einmal.',
    },
    too_many_attempts: {
      means: 'Zu viele Versuche in zu kurzer Zeit: für dieses Konto, aus diesem Netz oder von allen zusammen.',
      next: 'Warten Sie `retryAfter` Sekunden und versuchen Sie es dann noch einmal.',
    },
    delivery_failed: {
      means: 'Die E-Mail oder SMS konnte nicht gesendet werden.',
      next: 'Versuchen Sie es nach `retryAfter` Sekunden noch einmal. Kommt sie doch noch an, gilt ihr Code.',
    },
    unavailable: {
      means: 'Etwas, das der Dienst braucht, hat nicht geantwortet. Es zählt kein Versuch.',
      next: 'Versuchen Sie es nach `retryAfter` Sekunden noch einmal.',
    },
  },
  fields: {
    detail: 'mehr zu genau diesem Fall, auf Englisch',
    errors: 'jeder Fehler: der Pfad des Felds (`path`) und eine Meldung (`message`)',
    attemptsLeft: 'wie viele falsche Codes noch erlaubt sind',
    missing: 'was zuerst bestätigt werden muss: `email`, `phone`',
    reason: '`too_short`, `too_long`, `common`, `username`, `shop_name`, oder `same`: dasselbe wie zuvor',
    url: 'die Seite des Shops',
    captcha: 'die Aufgabe, die zu lösen ist',
    retryAfter: 'Sekunden, bis es wieder geht, auch als Header `Retry-After`',
  },
};
