/**
 * What the options say of the brand, as the files that functions find beside their programs: `brand.json` (`shared/config/brand.ts`), the
 * logo of e-mails, and below `assets/` what `pages` serves, named by its content so that browsers may keep it for good.
 */
import { createHash } from 'node:crypto';
import { type Brand, plainBrand } from '../../shared/config/brand.ts';
import type { Locale } from '../../shared/words/locale.ts';
import type { GivenBrand } from '../brand-option.ts';
import { accents, type Scheme, unreadable } from './accent.ts';
import { type OwnWords, readOwnWords } from './own-words.ts';
import { asSvg, type Picture, readPicture } from './picture.ts';

/** By their names, in base64. Empty: the shop has said nothing, and every bundle stays as it is. */
export type BrandFiles = Readonly<Record<string, string>>;

export const assets = 'assets/';

export type Given = {
  brand?: GivenBrand | undefined;
  supportUrl?: string | undefined;
  imprintUrl?: string | undefined;
  privacyUrl?: string | undefined;
  supportMail?: string | undefined;
  timeZone: string;
  shopName: string;
  publicUrl?: string | undefined;
  domain?: { name: string } | undefined;
};

const largest = { logo: 64, logoDark: 64, icon: 64, mailLogo: 32 } as const;
type PictureName = keyof typeof largest;

/**
 * @param folder what paths of pictures are relative to
 * @returns the files; `faults` are sentences that begin with the option's name
 */
export function brandFiles(given: Given, folder: string): { files: BrandFiles; faults: string[] } {
  const faults: string[] = [];
  const files: Record<string, string> = {};
  const { words = {}, font, accentColor, accentColorDark, ...paths } = given.brand ?? {};

  const pictures: Partial<Record<PictureName, Picture>> = {};
  for (const [name, path] of Object.entries(paths) as [PictureName, string][]) {
    const picture = readPicture(folder, path, largest[name]);
    if (typeof picture === 'string') faults.push(`brand.${name} ${picture}`);
    else pictures[name] = picture;
  }
  const { logo, logoDark, mailLogo, icon } = pictures;
  if (paths.logoDark && !paths.logo) faults.push('brand.logoDark needs brand.logo');
  if (logo && logoDark && Math.abs(shapeOf(logo) / shapeOf(logoDark) - 1) > 0.05) {
    faults.push(`brand.logoDark must be as wide for its height as brand.logo, ${sizeOf(logo)}, but is ${sizeOf(logoDark)}`);
  }
  if (mailLogo?.type === 'image/svg+xml') faults.push('brand.mailLogo must be a PNG or JPEG: programs for e-mails show no SVG');

  const colors = { light: accentColor?.toLowerCase(), dark: accentColorDark?.toLowerCase() };
  for (const [scheme, name] of [
    ['light', 'accentColor'],
    ['dark', 'accentColorDark'],
  ] as [Scheme, string][]) {
    const color = colors[scheme];
    const broken = color && unreadable(color, scheme);
    if (broken) faults.push(`brand.${name} ${broken}`);
  }
  const own = readOwnWords(words, { shopName: given.shopName, host: hostOf(given) });
  faults.push(...own.faults.map((fault) => `brand.words.${fault}`));
  if (faults.length > 0) return { files, faults };

  const asset = (name: string, type: string, content: string) => {
    const file = `${name}-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${type}`;
    files[assets + file] = base64(content);
    return file;
  };
  const light = logo && asset('logo', 'svg', asSvg(logo));
  const inMails = mailLogo ?? (logo?.type !== 'image/svg+xml' && fits(logo) ? logo : undefined);
  const ofFunctions = wordsOf(own.words, isOfFunctions);
  const ofPages = wordsOf(own.words, (key) => key.startsWith('pages.'));
  const brand: Partial<Brand> = {
    ...(light && { logo: { light, dark: logoDark ? asset('logo', 'svg', asSvg(logoDark)) : light, ...logo.size } }),
    ...(inMails && { mailLogo: mailPicture(inMails) }),
    ...(icon && { icon: asset('icon', 'svg', asSvg(icon)) }),
    ...((colors.light || colors.dark) && { accent: accents(colors.light ?? plainBrand.accent.light.color, colors.dark) }),
    // In attributes too, where a double quote would end it.
    ...(font && { font: font.replaceAll('"', "'") }),
    ...linksOf(given),
    ...(given.supportMail && { supportMail: given.supportMail }),
    ...(given.timeZone !== plainBrand.timeZone && { timeZone: given.timeZone }),
    ...(ofFunctions && { words: ofFunctions }),
    ...(ofPages && { pageWords: asset('words', 'json', JSON.stringify(ofPages)) }),
  };
  if (inMails) files[mailPicture(inMails).file] = inMails.bytes.toString('base64');
  if (Object.keys(brand).length > 0) files['brand.json'] = base64(JSON.stringify(brand));
  return { files, faults };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const shapeOf = ({ size: { width, height } }: Picture) => width / height;
const sizeOf = ({ size: { width, height } }: Picture) => `${width} × ${height}`;
const fits = (picture: Picture | undefined) => picture !== undefined && picture.bytes.length <= largest.mailLogo * 1024;

/** As large as it is shown, in CSS's pixels: a picture may have more of them, for screens that do. */
function shownInMails({ width, height }: Picture['size']): Picture['size'] {
  const scale = Math.min(1, 240 / width, 48 / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function mailPicture({ type, size }: Picture): NonNullable<Brand['mailLogo']> {
  const [, ending] = type.split('/');
  return { file: `mail-logo.${ending}`, type: type as 'image/png' | 'image/jpeg', ...shownInMails(size) };
}

const hostOf = ({ publicUrl, domain }: Given) => (publicUrl ? new URL(publicUrl).host : domain?.name);

/** Functions say these themselves, in the document, in e-mails and SMS; all others are said by the program of a page. */
const isOfFunctions = (key: string) => !key.startsWith('pages.') || /^pages\.(?:frame|\w+\.titles)\./.test(key);

function linksOf({ supportUrl, imprintUrl, privacyUrl }: Given): Pick<Brand, 'links'> | undefined {
  if (!supportUrl && !imprintUrl && !privacyUrl) return undefined;
  return {
    links: {
      ...(supportUrl && { support: supportUrl }),
      ...(imprintUrl && { imprint: imprintUrl }),
      ...(privacyUrl && { privacy: privacyUrl }),
    },
  };
}

function wordsOf(words: OwnWords, isMeant: (key: string) => boolean): OwnWords | undefined {
  const meant = Object.entries(words).map(([locale, own]) => [locale, Object.entries(own).filter(([key]) => isMeant(key))] as const);
  const some = meant.filter(([, own]) => own.length > 0).map(([locale, own]) => [locale, Object.fromEntries(own)] as [Locale, object]);
  return some.length > 0 ? Object.fromEntries(some) : undefined;
}
