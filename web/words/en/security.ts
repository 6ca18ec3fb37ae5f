import type { SecurityWords } from '../../security/words.ts';
import { events } from './activity.ts';

const codesLeft = (codes: number) => (codes === 1 ? '1 recovery code left' : `${codes} recovery codes left`);

export const security: SecurityWords = {
  loggedInAs: (username) => `Logged in as ${username}`,
  loggedInBy: {
    password: (time) => `With your password, ${time}`,
    email: (time) => `With your password and a code by e-mail, ${time}`,
    totp: (time) => `With your password and your authenticator app, ${time}`,
    'recovery-code': (time) => `With your password and a recovery code, ${time}`,
    shop: (time) => `Through the shop, ${time}`,
  },
  backToShop: (shop) => `Back to ${shop}`,
  fromShop: (shop) => `You came here from your account at ${shop} and are still logged in there.`,

  twoFactor: 'Two-factor login',
  twoFactorText:
    'Besides your password, we ask for a six-digit code, so a stolen password alone isn’t enough. How would you like to get your codes?',
  on: 'On',
  off: 'Off',
  methods: { totp: 'Authenticator app', email: 'Code by e-mail' },
  since: (day) => `Since ${day}`,
  methodMeans: {
    totp: () => 'Each time you log in, we ask for the six digits that your app shows.',
    email: (address) => `Each time you log in, we send a six-digit code to ${address}.`,
  },
  methodTexts: {
    totp: 'Google Authenticator, Microsoft Authenticator or any other. The safer choice, and it works offline.',
    email: 'We send you a code each time you log in. Nothing to install.',
  },
  setUpApp: 'Set up app',
  changeToApp: 'Switch to app',
  changeToEmail: 'Switch to codes by e-mail',
  switchOn: 'Switch on',
  switchOff: 'Switch off',
  showKey: 'Show setup key',
  newKey: 'New setup key',

  recoveryCodes: 'Recovery codes',
  recoveryCodesText: 'If you can’t get a code, a recovery code lets you in. Each works once.',
  codesLeft,
  fewCodes: (codes) =>
    codes === 0
      ? 'You have no recovery codes left. Get new ones now, so you don’t get locked out.'
      : `Only ${codesLeft(codes)}. Get new ones before you run out.`,
  replaceCodes: 'New recovery codes',

  passwordText: 'Changing it logs out your other devices.',
  passwordAtShop: (shop) => `You change your password at ${shop}.`,
  oldPassword: 'Current password',

  contacts: 'E-mail and phone',
  email: 'E-mail',
  phone: 'Phone',
  verified: 'Verified',
  notVerified: 'Not verified',
  undeliverable: 'E-mails to this address came back or were reported as spam. Please verify it again or change it.',
  none: 'None',
  addContact: 'Add',
  verifyContact: 'Verify',
  changeContact: 'Change',
  phoneIsFree: (time) =>
    `You’ve just confirmed it’s you. Until ${time}, you can verify or change your phone number without confirming again.`,
  confirmedUntil: (time) => `You’ve just confirmed it’s you. We won’t ask again until ${time}.`,

  sessions: 'Where you are logged in',
  thisDevice: 'This device',
  deviceOn: (browser, system) => `${browser} on ${system}`,
  unknownDevice: 'Unknown device',
  inUse: 'In use now',
  lastUsed: (time) => `Last used ${time}`,
  network: (network) => `network ${network}`,
  near: (place) => `near ${place}`,
  staysUntil: (since, until) => `Logged in since ${since}, ends on ${until} unless used`,
  endsAt: (time) => `Ends at ${time}, or when you close this page`,
  endSession: 'Log out',
  notListed: 'Devices without “Stay logged in” aren’t listed. “Log out all others” logs them out too.',
  endOthers: 'Log out all others',
  logOutEverywhere: 'Log out everywhere',

  activity: 'Recent activity',
  noActivity: 'Nothing has happened yet.',
  activityUnread: 'Your activity can’t be shown at the moment.',
  showMore: 'Show more',
  events: events(codesLeft),
  otherEvent: 'Something in your account security has changed.',

  cancel: 'Cancel',
  done: 'Done',
  notices: {
    switchedOff: 'Two-factor login is off.',
    appIsOn: 'Your authenticator app is set up, but your recovery codes didn’t reach you. Please get new ones.',
    emailVerified: 'Your e-mail address is verified.',
    phoneVerified: 'Your phone number is verified.',
    passwordChanged: 'Your password has been changed, and all other devices are logged out.',
    othersEnded: 'All other devices are logged out.',
    sessionEnded: 'That device is logged out.',
  },

  tasks: {
    switchOnEmail: {
      title: 'Switch on codes by e-mail',
      text: (address) => `From your next login, we’ll send a code to ${address}. Your other devices will be logged out.`,
      submit: 'Switch on',
    },
    changeToEmail: {
      title: 'Switch to codes by e-mail',
      text: (address) =>
        `From your next login, we’ll send a code to ${address} instead of asking for one from your app. Your other devices will be logged out. To confirm, enter a code from the app.`,
      submit: 'Switch to codes by e-mail',
    },
    switchOff: {
      title: 'Switch off two-factor login',
      text: () => 'After that, only your password protects your account. Please confirm it’s you.',
      submit: 'Switch off',
    },
    changeToApp: {
      title: 'Switch to authenticator app',
      text: () => 'First, confirm with a code by e-mail. You’ll keep getting codes by e-mail until the app is activated.',
      submit: 'Continue',
    },
    newKey: {
      title: 'Get a new setup key',
      text: () =>
        'First, confirm with a code from your app. Your current setup key works until the new one is activated. After that, codes from devices with the old key no longer work.',
      submit: 'Continue',
    },
    showKey: {
      title: 'Show the setup key',
      text: () => 'To add it to another device, please confirm it’s you.',
      submit: 'Show setup key',
    },
    replaceCodes: {
      title: 'New recovery codes',
      text: () => 'You’ll get ten new codes, and the old ones will stop working.',
      submit: 'Get new codes',
    },
    password: {
      title: 'Change password',
      text: () => 'Your other devices will be logged out.',
      submit: 'Change password',
    },
    email: {
      title: 'Your e-mail address',
      text: () => 'We’ll send a six-digit code there. Enter it to verify the address.',
      submit: 'Continue',
    },
    phone: {
      title: 'Your phone number',
      text: () => 'We’ll send a six-digit code there by SMS. Enter it to verify the number.',
      submit: 'Continue',
    },
    verifyEmail: {
      title: 'Verify your e-mail address',
      text: (address) => `We’ll send a six-digit code to ${address}.`,
      submit: 'Send code',
    },
    verifyPhone: {
      title: 'Verify your phone number',
      text: (number) => `We’ll send a six-digit code to ${number} by SMS.`,
      submit: 'Send code',
    },
  },
  otherContact: { email: 'Use another address', phone: 'Use another number' },
  firstTheContact: {
    app: 'For the authenticator app we need a verified e-mail address and a verified phone number, so that you can get back in if you lose your device.',
    email: 'For codes by e-mail we need a verified e-mail address.',
  },
  contactLabels: { email: 'E-mail address', phone: 'Phone number' },
  contactHints: { email: 'Such as name@example.com', phone: 'With its country code, such as +420 601 123 456' },
  contactCheckTitles: { email: 'Verify your e-mail address', phone: 'Verify your phone number' },

  enrolTitle: 'Set up authenticator app',
  enrolScan: 'Add this account to your app',
  scanOrType: 'Scan the picture with your authenticator app, or type in the setup key below it.',
  qrAlt: 'QR code of the setup key. The same key is below as text.',
  copyKey: 'Copy setup key',
  openInApp: 'Open in an app',
  enrolActivate: 'Enter the code',
  enrolActivateText: (time) => `Your app now shows six digits. Enter them here by ${time}.`,
  activate: 'Activate',
  keyVoidTitle: 'The app was not activated',
  keyVoidText: 'To keep your account safe, this setup key no longer works. Delete its entry from your app and start again with a new key.',
  startAgain: 'Start again',
  keyShownTitle: 'Your setup key',
  keyShownText: 'Add it to your other device. Don’t show it to anyone: whoever has it gets the same codes as you.',

  recoveryTitle: 'Save your recovery codes',
  recoveryText: { switchedOn: 'Two-factor login is on.', replaced: 'Your old recovery codes no longer work.' },
  keepThem:
    'If you ever can’t get a code, enter one of these instead. Each works once. Keep them somewhere safe: we won’t show them again.',
  codesOf: (account, day) => `Recovery codes for ${account}, ${day}`,
  codesUnsaved: 'You won’t see these codes again. Save them before you leave this page.',
  copy: 'Copy',
  copied: 'Copied.',
  copyFailed: 'Copying didn’t work. Please select the text yourself.',
  download: 'Download',
  print: 'Print',
  codesKept: 'I’ve saved them',
  recoveryFileName: 'recovery-codes',
};
