/** Two shops: one that has said nothing of itself, and one that has said everything. */
import { type Brand, plainBrand } from '../../shared/config/brand.ts';
import type { Reader } from '../../shared/send/reader.ts';

export const ofItsOwn: Brand = {
  ...plainBrand,
  font: 'Georgia, "Times New Roman", serif',
  accent: { light: { color: '#0b6e4f', on: '#ffffff' }, dark: { color: '#7be0b8', on: '#06281c' } },
  timeZone: 'Europe/Prague',
  supportMail: 'pomoc@zahradka.example',
  links: {
    support: 'https://www.zahradka.example/pomoc',
    imprint: 'https://www.zahradka.example/impressum',
    privacy: 'https://www.zahradka.example/privacy',
  },
  mailLogo: { file: 'mail-logo.png', type: 'image/png', width: 160, height: 40 },
};

export const shops: Omit<Reader, 'locale'>[] = [
  { shopName: `Bob's <b>"Tea" & Co</b>`, brand: plainBrand },
  { shopName: 'Květiny Zahrádka', brand: ofItsOwn },
];
