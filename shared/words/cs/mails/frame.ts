import type { FrameWords } from '../../mails.ts';

export const frame: FrameWords = {
  when: 'Kdy',
  device: 'Zařízení',
  network: 'Síť',
  dates: 'cs-CZ',
  footer: {
    concerns: ({ shop }) => `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu.`,
    noLinks: ({ shop }) => `Tento e-mail odeslala automaticky služba ${shop}. Neobsahuje žádné odkazy.`,
  },
  links: { notMe: 'To nejsem já', newPassword: 'Nastavit nové heslo', support: 'Napište nám' },
};
