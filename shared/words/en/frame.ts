import type { FrameWords } from '../frame.ts';

export const frame: FrameWords = {
  languages: 'Language',
  about: 'log in, and look after the security of your account.',
  toStart: 'To the start page',
  toShop: 'To the shop',
  links: { support: 'Help', imprint: 'Legal notice', privacy: 'Privacy' },
  needsScript: {
    title: 'This page needs JavaScript',
    text: 'Your browser has it switched off, or something in it keeps this page from running it.',
    next: 'Please switch JavaScript on for this page, or open it in another browser, and load it again.',
  },
  late: { text: 'Loading takes longer than usual.', again: 'Load the page again' },
  notFound: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or the link may be an old one. Nothing is wrong with your account.',
  },
};
