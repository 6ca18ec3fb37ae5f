import type { FrameWords } from '../../mails.ts';

export const frame: FrameWords = {
  facts: { when: 'Kdy', device: 'Zařízení', place: 'Místo', network: 'Síť' },
  deviceOn: ({ browser, system }) => `${browser} (${system})`,
  near: ({ place }) => `poblíž: ${place}`,
  dates: 'cs-CZ',
  notMe: 'To nejsem já',
  newPassword: 'Zvolit nové heslo',
  support: 'Napište nám',
  help: 'Potřebujete pomoc? Tady nás najdete:',
  footer: {
    concerns: ({ shop }) => `Tento e-mail odeslal obchod ${shop} automaticky, protože se týká zabezpečení Vašeho účtu.`,
    noLinks: ({ shop }) => `Tento e-mail odeslal obchod ${shop} automaticky. Neobsahuje žádné odkazy.`,
  },
  links: { support: 'Nápověda', imprint: 'Provozovatel', privacy: 'Ochrana osobních údajů' },
};
