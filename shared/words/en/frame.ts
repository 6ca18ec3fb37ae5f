import type { FrameWords } from '../frame.ts';

export const frame: FrameWords = {
  languages: 'Language',
  about: 'log in, and manage your account security.',
  toStart: 'Go to the start page',
  toShop: 'Go to the shop',
  links: { support: 'Help', imprint: 'Legal notice', privacy: 'Privacy' },
  needsScript: {
    title: 'This page needs JavaScript',
    text: 'It’s switched off in your browser, or something is blocking it.',
    next: 'Please switch JavaScript on and reload this page, or open it in another browser.',
  },
  late: { text: 'Loading is taking longer than usual.', again: 'Reload the page' },
  notFound: {
    title: 'Page not found',
    text: 'The address may be mistyped, or the link may be old. Nothing is wrong with your account.',
  },
};
