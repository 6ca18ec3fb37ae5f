import type { FrameWords } from '../../mails.ts';

export const frame: FrameWords = {
  facts: { when: 'Kdy', device: 'Zařízení', place: 'Místo', network: 'Síť' },
  deviceOn: ({ browser, system }) => `${browser} (${system})`,
  near: ({ place }) => `přibližně ${place}`,
  dates: 'cs-CZ',
  notMe: 'To nejsem já',
  newPassword: 'Nastavit nové heslo',
  support: 'Napište nám',
  help: 'Potřebujete pomoc? Tady nás najdete:',
  footer: {
    concerns: ({ shop }) => `Tento e-mail odeslal obchod ${shop} automaticky, protože se týká zabezpečení Vašeho účtu.`,
    noLinks: ({ shop }) => `Tento e-mail odeslal obchod ${shop} automaticky. Neobsahuje žádné odkazy.`,
  },
  links: { support: 'Pomoc', imprint: 'O provozovateli', privacy: 'Ochrana osobních údajů' },
};
