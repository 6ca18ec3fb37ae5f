import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} ist Ihr Anmeldecode`,
    heading: 'Ihr Anmeldecode',
    happened: ({ shop }) => `Mit diesem Code schließen Sie Ihre Anmeldung bei ${shop} ab:`,
    notYou: ({ shop }) =>
      `Sie wollten sich gar nicht anmelden? Dann kennt jemand Ihr Passwort. Ohne diesen Code kommt niemand in Ihr Konto, geben Sie ihn also nicht weiter. Rufen Sie ${shop} wie gewohnt auf und ändern Sie Ihr Passwort.`,
  },
  security: {
    subject: ({ code }) => `${code} ist Ihr Sicherheitscode`,
    heading: 'Ihr Sicherheitscode',
    happened: ({ shop }) => `Mit diesem Code bestätigen Sie eine Änderung an der Sicherheit Ihres Kontos bei ${shop}:`,
    notYou: ({ shop }) =>
      `Sie wollten gar nichts ändern? Dann ist jemand anderes in Ihrem Konto angemeldet. Ohne diesen Code lässt sich nichts ändern, geben Sie ihn also nicht weiter. Rufen Sie ${shop} wie gewohnt auf, melden Sie sich überall ab und ändern Sie Ihr Passwort.`,
  },
  contact: {
    subject: ({ code }) => `${code} bestätigt Ihre E-Mail-Adresse`,
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    happened: ({ shop }) =>
      `Diese Adresse wurde in einem Konto bei ${shop} eingetragen. Wenn es Ihres ist, geben Sie dort diesen Code ein. Danach ist die Adresse bestätigt.`,
    notYou: () =>
      'Das sagt Ihnen nichts? Dann hat sich vermutlich jemand bei der eigenen Adresse vertippt. Ohne den Code passiert nichts, Sie können diese E-Mail einfach löschen.',
  },
  validity: ({ minutes }) =>
    `Der Code gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Wenn Sie mehrere bekommen haben, gilt nur der neueste.`,
  keepSecret: ({ shop }) => `Niemand von ${shop} fragt Sie je danach.`,
};
