import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} ist Ihr Anmeldecode`,
    heading: 'Ihr Anmeldecode',
    happened: ({ shop }) =>
      `Ihr Passwort wurde gerade für eine Anmeldung bei ${shop} verwendet. Mit diesem Code schließen Sie die Anmeldung ab:`,
    notYou: ({ shop }) =>
      `Das waren nicht Sie? Dann kennt jemand Ihr Passwort. Ohne diesen Code kommt niemand hinein: Geben Sie ihn nicht weiter, rufen Sie ${shop} wie gewohnt auf und ändern Sie Ihr Passwort.`,
  },
  security: {
    subject: ({ code }) => `${code} ist Ihr Sicherheitscode`,
    heading: 'Ihr Sicherheitscode',
    happened: ({ shop }) =>
      `Sie möchten die Sicherheitseinstellungen Ihres Kontos bei ${shop} ändern. Bestätigen Sie die Änderung mit diesem Code:`,
    notYou: ({ shop }) =>
      `Das waren nicht Sie? Dann ist jemand in Ihrem Konto angemeldet. Ohne diesen Code lässt sich nichts ändern: Geben Sie ihn nicht weiter, rufen Sie ${shop} wie gewohnt auf, melden Sie sich überall ab und ändern Sie Ihr Passwort.`,
  },
  contact: {
    subject: ({ code }) => `${code} ist Ihr Bestätigungscode`,
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    happened: ({ shop }) =>
      `Diese Adresse wurde für ein Konto bei ${shop} eingetragen. Bestätigen Sie mit diesem Code, dass sie Ihnen gehört:`,
    notYou: () =>
      'Das waren nicht Sie? Dann hat sich vermutlich jemand bei der eigenen Adresse vertippt. Ohne diesen Code geschieht nichts; Sie können diese E-Mail löschen.',
  },
  validity: ({ minutes }) =>
    `Der Code gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Haben Sie mehrere erhalten, zählt nur der neueste.`,
  keepSecret: ({ shop }) => `Niemand von ${shop} wird Sie je nach diesem Code fragen.`,
};
