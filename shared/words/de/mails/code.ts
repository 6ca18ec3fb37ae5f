import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} ist Ihr Anmeldecode`,
    heading: 'Ihr Anmeldecode',
    happened: ({ shop }) => `Mit diesem Code schließen Sie Ihre Anmeldung bei ${shop} ab:`,
    notYou: ({ shop }) =>
      `Sie melden sich gerade gar nicht an? Dann kennt jemand Ihr Passwort. Ohne diesen Code kommt trotzdem niemand in Ihr Konto: Geben Sie ihn nicht weiter, rufen Sie ${shop} wie gewohnt auf und ändern Sie Ihr Passwort.`,
  },
  security: {
    subject: ({ code }) => `${code} ist Ihr Sicherheitscode`,
    heading: 'Ihr Sicherheitscode',
    happened: ({ shop }) => `Mit diesem Code bestätigen Sie eine Änderung an der Sicherheit Ihres Kontos bei ${shop}:`,
    notYou: ({ shop }) =>
      `Sie ändern gerade gar nichts? Dann ist jemand in Ihrem Konto angemeldet. Ohne diesen Code lässt sich nichts ändern: Geben Sie ihn nicht weiter, rufen Sie ${shop} wie gewohnt auf, melden Sie sich überall ab und ändern Sie Ihr Passwort.`,
  },
  contact: {
    subject: ({ code }) => `${code} bestätigt Ihre E-Mail-Adresse`,
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    happened: ({ shop }) =>
      `Diese Adresse wurde in einem Konto bei ${shop} eingetragen. Wenn das Ihr Konto ist, geben Sie dort diesen Code ein:`,
    notYou: () =>
      'Sie wissen von nichts? Dann hat sich vermutlich jemand bei der eigenen Adresse vertippt. Ohne den Code geschieht nichts, Sie können diese E-Mail einfach löschen.',
  },
  validity: ({ minutes }) =>
    `Der Code gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Haben Sie mehrere bekommen, gilt nur der neueste.`,
  keepSecret: ({ shop }) => `Niemand von ${shop} wird Sie je danach fragen.`,
};
