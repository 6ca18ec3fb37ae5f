import type { SupportWords } from '../../support/words.ts';

export const support: SupportWords = {
  titles: { support: 'Ask for help' },
  support: {
    title: 'No access to your e-mail or phone?',
    text: 'Write to us. Our team checks every request by hand and answers within one working day.',
    tryFirst: 'If you still have both, it’s quicker to',
    tryFirstLink: 'log in and choose “I can’t use my authenticator app”.',
    username: 'E-mail address or username of the account',
    message: 'What has happened?',
    messageHint: 'What you’ve lost, and anything that helps us recognise you, such as a customer or order number.',
    reachMeAt: 'How can we reach you?',
    reachMeAtHint: 'An e-mail address or phone number you can use now.',
    send: 'Send request',
    noSecrets: 'Never write a password or a code here. Our team will never ask you for one.',
    sentTitle: 'Thank you, we have your request',
    sentText: 'What happens now:',
    sentSteps: [
      'Our team answers within one working day.',
      'If they approve it, we tell every e-mail address and phone number on the account. For 24 hours after that, it can be stopped.',
      'Then two-factor login is switched off, and you can log in with your password.',
    ],
  },
  failures: {
    all_fields_missing: 'Please fill in every field.',
  },
};
