import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { accents, unreadable } from '../../cdk/brand/accent.ts';
import { contrast } from '../../cdk/brand/color.ts';
import { optionsOf } from '../../cdk/read-options.ts';
import { plainBrand } from '../../shared/config/brand.ts';
import { grounds } from '../../shared/http/page-colors.ts';
import { read, textOf, writtenBy } from './read-brand.ts';

const brands = join(import.meta.dirname, '..', 'brands');
const folder = mkdtempSync(join(tmpdir(), 'keycard-brand-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);

const branded = (brand: object) => read({ brand }, folder);

const svg = (inner: string, attributes = 'width="80" height="20"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inner}</svg>`;
const png = (width: number, height: number, bytes = 100) => {
  const header = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000', 'hex');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return Buffer.concat([header, Buffer.alloc(bytes)]);
};
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080014005001011100', 'hex');

describe('a shop that says nothing of its looks', () => {
  test('has no files of a brand, whatever else it says', () => {
    expect(read({ shopName: 'Shop', homeUrl: 'https://shop.example/', timeZone: 'UTC', brand: {} }).brand).toEqual({});
  });
});

describe('the accent colour', () => {
  test('that cannot be read is refused with the contrast it has, the one it needs, and a colour that has it', () => {
    expect(() => branded({ accentColor: '#ffcc00' })).toThrow(
      /^- brand\.accentColor must be readable on our light pages: it has a contrast of 1\.3:1 and needs 4\.5:1 \(WCAG 2\.2, 1\.4\.3\), as #[0-9a-f]{6} has$/m,
    );
    const proposed = /as (#\w+) has/.exec(`${unreadable('#ffcc00', 'light')}`)?.[1];
    expect(branded({ accentColor: proposed }).brand).toHaveProperty(['brand.json']);
    expect(() => branded({ accentColorDark: '#2f52c4' })).toThrow(/^- brand\.accentColorDark must be readable on our dark pages/m);
  });

  test.each(['red', '#fff', '#12345g', '#12345678', 'rgb(0,0,0)', ''])('%j is refused: it must be written as #rrggbb', (color) => {
    expect(() => branded({ accentColor: color })).toThrow(/^- brand\.accentColor must be a colour such as /m);
  });

  test('is made lighter for the dark until it is read there, and what stands upon it is read in both', () => {
    for (const color of ['#2f52c4', '#1f6b45', '#c8102e', '#000000', '#5b3a00', '#6d28d9']) {
      const { light, dark } = accents(color);
      expect(light.color).toBe(color);
      expect(unreadable(dark.color, 'dark')).toBeUndefined();
      for (const { color, on } of [light, dark]) expect(contrast(color, on)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('is that of the shop in the dark too, where it says one', () => {
    expect(writtenBy(branded({ accentColor: '#6D28D9', accentColorDark: '#c4a7ff' })).accent).toMatchObject({
      light: { color: '#6d28d9', on: '#ffffff' },
      dark: { color: '#c4a7ff' },
    });
  });

  test('is judged on the grounds that the pages have, and is theirs where a shop says none', () => {
    const style = readFileSync(join(import.meta.dirname, '../../web/style/colors.css'), 'utf8');
    const had = (names: string) => [...style.matchAll(new RegExp(`--(?:${names}): (#\\w+)`, 'g'))].map(([, color]) => color);
    expect(had('ground|card')).toEqual([grounds.light, grounds.dark].flatMap(({ page, card }) => [page, card]));
    const { light, dark } = plainBrand.accent;
    expect(had('accent|on-accent')).toEqual([light, dark].flatMap(({ color, on }) => [color, on]));
  });
});

describe('a picture', () => {
  test('is a file beside the options, and served under the name of its content', () => {
    file('logo.svg', svg('<rect width="80" height="20"/>'));
    const options = branded({ logo: 'logo.svg' });
    const { logo } = writtenBy(options);
    expect(logo).toEqual({ light: expect.stringMatching(/^logo-[0-9a-f]{12}\.svg$/), dark: logo?.light, width: 80, height: 20 });
    expect(textOf(options, `assets/${logo?.light}`)).toBe(svg('<rect width="80" height="20"/>'));
    file('logo.svg', svg('<rect width="79" height="20"/>'));
    expect(writtenBy(branded({ logo: 'logo.svg' })).logo?.light).not.toBe(logo?.light);
  });

  test.each([
    ['a script', svg('<script>alert(1)</script>'), 'has <script>'],
    ['what a page is made of', svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'), 'has <foreignObject>'],
    ['an element under another name', svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'), 'has <h:script>'],
    ['what moves', svg('<animate attributeName="href" to="javascript:alert(1)"/>'), 'has <animate>'],
    ['a link', svg('<a href="https://evil.example/"><text>x</text></a>'), 'has <a>'],
    ['an event', svg('<rect onclick="alert(1)"/>'), 'has the event attribute onclick'],
    ['an event of its own', svg('', 'width="8" height="2" onload="alert(1)"'), 'has the event attribute onload'],
    ['a picture from elsewhere', svg('<image href="https://evil.example/a.png"/>'), 'refers to something outside of itself (href)'],
    ['a shape from elsewhere', svg('<use xlink:href="other.svg#a"/>'), 'refers to something outside of itself (xlink:href)'],
    ['an SVG within', svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), 'refers to something outside of itself (href)'],
    [
      'a style from elsewhere',
      svg('<style>@import "https://evil.example/a.css";</style>'),
      'refers to something outside of itself (<style>)',
    ],
    [
      'a style within CDATA',
      svg('<style><![CDATA[@import "//evil.example";]]></style>'),
      'refers to something outside of itself (<style>)',
    ],
    ...[
      ['a comment', '@imp<!-- -->ort "//evil.example";'],
      ['CDATA', '@imp<![CDATA[ort "//evil.example";]]>'],
      ['an element', '@imp<g/>ort "//evil.example";'],
      ['a comment, of a fill', 'rect{fill:u<!-- -->rl(//evil.example/a)}'],
    ].map(([by, css]): [string, string, string] => [
      `a style from elsewhere, broken apart by ${by}`,
      svg(`<style>${css}</style>`),
      'refers to something outside of itself (<style>)',
    ]),
    ...[
      '@font-face{font-family:x}',
      '@namespace x "y";',
      'rect{fill:-webkit-image-set("//evil.example/a" 1x)}',
      '@x{src:src("//evil.example/a")}',
    ].map((css): [string, string, string] => [css, svg(`<style>${css}</style>`), 'refers to something outside of itself (<style>)']),
    ['a picture by its function', svg('<rect style="mask:image(\'//evil.example/a\')"/>'), 'refers to something outside of itself (style)'],
    ['a script by its scheme', svg('<rect class="javascript:alert(1)"/>'), 'refers to something outside of itself (class)'],
    ['a fill in quotes by name', svg('<rect style="fill:url(&quot;#a&quot;),url(&quot;//evil.example/a&quot;)"/>'), 'refers to something'],
    ['a source', svg('<image src="//evil.example/a"/>'), 'refers to something outside of itself (src)'],
    ['a reference of another case', svg('<use HREF="//evil.example/a"/>'), 'refers to something outside of itself (HREF)'],
    ['an event of another case', svg('<rect ONCLICK="alert(1)"/>'), 'has the event attribute ONCLICK'],
    ['an event under another name', svg('<rect xlink:onclick="alert(1)"/>'), 'has the event attribute xlink:onclick'],
    ['a picture that is a shape', svg('<use href="data:image/png;base64,AAAA"/>'), 'refers to something outside of itself (href)'],
    ['a page as a picture', svg('<image href="data:text/html;base64,AAAA"/>'), 'refers to something outside of itself (href)'],
    ['an attribute that comes twice', svg('<rect fill="red" fill="blue"/>'), 'is not well-formed XML'],
    ['ends that cross', svg('<g><rect></g></rect>'), 'is not well-formed XML'],
    ['an end with attributes', svg('<g></g fill="red">'), 'is not well-formed XML'],
    ['a second root', `${svg('')}${svg('')}`, 'is no SVG by its first element'],
    ['a text behind it', `${svg('')}x`, 'is not well-formed XML'],
    ['a root of no name', '<svg width="80" height="20"><rect/></svg>', 'is no SVG by its first element'],
    ['a style sheet of its own', `<?xml-stylesheet href="//evil.example/a"?>${svg('')}`, 'is not well-formed XML'],
    ['letters of another name', svg('<g xmlns="http://www.w3.org/1999/xhtml"/>'), 'is no SVG by its first element'],
    ['a part that is no drawing', svg('<svg xmlns="http://www.w3.org/1999/xhtml"><style/></svg>'), 'is no SVG by its first element'],
    ['a fill from elsewhere', svg('<rect fill="url(https://evil.example/#a)"/>'), 'refers to something outside of itself (fill)'],
    ['a fill in quotes', svg(`<rect style="fill:url('//evil.example/a')"/>`), 'refers to something outside of itself (style)'],
    ['letters by number', svg('<rect style="fill:&#117;rl(//evil.example/a)"/>'), 'writes letters by their numbers (style)'],
    ['escaped letters', svg('<style>rect{fill:\\75rl(//evil.example/a)}</style>'), 'writes letters by their numbers (<style>)'],
    ['entities', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`, 'defines entities'],
    ['an end that is missing', svg('<g>'), 'is not well-formed XML'],
    ['no end at all', svg('').replace('</svg>', ''), 'is not well-formed XML'],
    ['an attribute without quotes', svg('<rect width=8 />'), 'is not well-formed XML'],
    ['something behind it', `${svg('')}<script/>`, 'has <script>'],
    ['another root', '<g xmlns="http://www.w3.org/2000/svg"><svg/></g>', 'is no SVG by its first element'],
    ['no size', svg('', 'width="100%"'), 'says neither width and height nor a viewBox'],
  ])('with %s is refused', (_, content, why) => {
    file('bad.svg', content);
    expect(() => branded({ icon: 'bad.svg' })).toThrow(`- brand.icon must be a drawing and nothing else: bad.svg ${why}`);
  });

  test('of a usual program for drawing is taken, without what it says beside the drawing', () => {
    const drawing = svg(
      '<title>Shop</title><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><style>.a{fill:url(#a)}</style><rect style="fill:url(&quot;#a&quot;)"/><use xlink:href="#b"/>',
      'viewBox="0 0 64 16"',
    );
    const doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    file('drawn.svg', `\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator -->\n${doctype}\n${drawing}\n`);
    const options = branded({ icon: 'drawn.svg' });
    expect(textOf(options, `assets/${writtenBy(options).icon}`)).toBe(drawing);
  });

  test('that is a PNG or JPEG is wrapped in an SVG, and known by what it is, not by its name', () => {
    file('logo.png', jpeg);
    const options = branded({ logo: 'logo.png' });
    const { logo, mailLogo } = writtenBy(options);
    expect(logo).toMatchObject({ width: 80, height: 20 });
    expect(textOf(options, `assets/${logo?.light}`)).toContain(`href="data:image/jpeg;base64,${jpeg.toString('base64')}"`);
    expect(mailLogo).toEqual({ file: 'mail-logo.jpeg', type: 'image/jpeg', width: 80, height: 20 });
    expect(options.brand['mail-logo.jpeg']).toBe(jpeg.toString('base64'));
  });

  test('that is not there, too large, or none at all is refused by name', () => {
    expect(() => branded({ logo: 'none.svg' })).toThrow('- brand.logo must be a file, and there is none at none.svg');
    expect(() => branded({ logo: '.' })).toThrow('- brand.logo must be a file, and there is none at .');
    file('large.png', png(80, 20, 65 * 1024));
    expect(() => branded({ icon: 'large.png' })).toThrow('- brand.icon must have at most 64 KB, but large.png has 66');
    file('text.png', 'GIF89a');
    expect(() => branded({ icon: 'text.png' })).toThrow('- brand.icon must be an SVG, PNG or JPEG, which text.png is not');
    file('flat.png', png(80, 0));
    expect(() => branded({ icon: 'flat.png' })).toThrow('- brand.icon must be an SVG, PNG or JPEG');
  });

  test('of e-mails is a PNG or JPEG: that of the pages where it is one, and small enough', () => {
    file('logo.svg', svg(''));
    expect(() => branded({ mailLogo: 'logo.svg' })).toThrow('- brand.mailLogo must be a PNG or JPEG');
    expect(writtenBy(branded({ logo: 'logo.svg' })).mailLogo).toBeUndefined();
    file('mail.png', png(160, 40));
    expect(writtenBy(branded({ logo: 'logo.svg', mailLogo: 'mail.png' })).mailLogo).toMatchObject({
      file: 'mail-logo.png',
      width: 160,
      height: 40,
    });
    file('mail.png', png(1200, 100));
    expect(writtenBy(branded({ mailLogo: 'mail.png' })).mailLogo).toMatchObject({ width: 240, height: 20 });
    file('large.png', png(160, 40, 40 * 1024));
    expect(writtenBy(branded({ logo: 'large.png' })).mailLogo).toBeUndefined();
    expect(() => branded({ mailLogo: 'large.png' })).toThrow('- brand.mailLogo must have at most 32 KB');
  });

  test('for the dark goes with one for the light, of the same shape', () => {
    file('logo.svg', svg(''));
    file('dark.svg', svg('', 'width="160" height="40"'));
    file('square.svg', svg('', 'width="40" height="40"'));
    expect(writtenBy(branded({ logo: 'logo.svg', logoDark: 'dark.svg' })).logo).toMatchObject({ width: 80, height: 20 });
    expect(() => branded({ logo: 'logo.svg', logoDark: 'square.svg' })).toThrow(
      '- brand.logoDark must be as wide for its height as brand.logo, 80 × 20, but is 40 × 40',
    );
    expect(() => branded({ logoDark: 'dark.svg' })).toThrow('- brand.logoDark needs brand.logo');
  });
});

describe('fonts', () => {
  test.each([
    "Inter, 'Segoe UI', sans-serif",
    'Georgia',
    '-apple-system',
    'a;b',
    'a}',
    'url(x)',
    'Inter,',
    '"Inter',
    'a\\66',
    'Inter, "a\'b"',
  ])('%s', (font) => {
    const isTaken = /^(?:Inter, 'Segoe|Georgia)/.test(font);
    if (isTaken) expect(writtenBy(branded({ font })).font).toBe(font);
    else expect(() => branded({ font })).toThrow(/^- brand\.font must be names of fonts as CSS lists them/m);
  });

  test('stand between single quotes, so that they can stand in an attribute', () => {
    expect(writtenBy(branded({ font: '"Avenir Next", Avenir' })).font).toBe("'Avenir Next', Avenir");
  });
});

test('links, the address for answers and the time zone are part of the brand', () => {
  const links = { supportUrl: 'https://s.example/help', imprintUrl: 'https://s.example/imprint', privacyUrl: 'https://s.example/privacy' };
  expect(writtenBy(read({ ...links, supportMail: 'help@s.example', timeZone: 'Europe/Prague' }))).toEqual({
    links: { support: links.supportUrl, imprint: links.imprintUrl, privacy: links.privacyUrl },
    supportMail: 'help@s.example',
    timeZone: 'Europe/Prague',
  });
});

test('paths are relative to the file with the options, and the two brands of the tests make sense', () => {
  for (const name of ['light', 'dark']) {
    const options = optionsOf('dev', undefined, join(brands, name, 'options.json'));
    expect(writtenBy(options)).toMatchObject({ logo: expect.anything(), icon: expect.anything(), accent: expect.anything() });
  }
  const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
  copyFileSync(join(brands, 'dark', 'options.json'), join(elsewhere, 'options.json'));
  expect(() => optionsOf('dev', undefined, join(elsewhere, 'options.json'))).toThrow(
    '- brand.logo must be a file, and there is none at logo.svg\n- brand.icon must be a file',
  );
});
