/**
 * A shop's SVG, before it is served from where its customers log in: nothing in it runs, loads or leads anywhere. Taken is what drawing
 * needs and nothing else, so that whatever browsers learn tomorrow is refused too.
 *
 * Browsers read SVG as XML, which knows one way to read a text only. So whoever reads it by XML's rules, and stops at the first thing that
 * breaks them, has seen what they will see.
 */
export type Size = { width: number; height: number };

type ReadSvg = { svg: string; size: Size };

const elements = new Set(
  [
    'svg g defs symbol use title desc metadata style switch view path rect circle ellipse line polyline polygon text tspan textPath',
    'linearGradient radialGradient stop pattern clipPath mask marker image filter feBlend feColorMatrix feComponentTransfer feComposite',
    'feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR',
    'feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence',
  ].flatMap((names) => names.split(' ')),
);

const tag = /^<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/;
const attribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
/** Neither a comment, nor XML's declaration, nor a document type without entities says anything of the picture. */
const silent = /^(?:<!--(?:(?!--)[\s\S])*-->|<\?xml\s[^<>]*\?>|<!DOCTYPE\s[^<>[\]]*>)/;
const plainText = /^[^<]+/;
const cdata = /^<!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>/;

const namespace = 'http://www.w3.org/2000/svg';

/** Letters by number would hide what is looked for. */
const isHidden = (value: string) => /&(?!(?:amp|lt|gt|quot|apos);)/.test(value);
const isWithin = /^\s*#[^\s"'()\\]+\s*$/;
const isPicture = /^\s*data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*$/;

/** @returns the picture and its size, or why it is refused */
export function readSvg(text: string): ReadSvg | string {
  const read: Reading = { svg: '', css: '', open: [], root: undefined };
  let rest = text.replace(/^\uFEFF/, '');
  while (rest !== '') {
    const skipped = silent.exec(rest)?.[0];
    if (skipped !== undefined) {
      rest = rest.slice(skipped.length);
      continue;
    }
    const found = tag.exec(rest) ?? cdata.exec(rest) ?? plainText.exec(rest);
    if (!found) return rest.startsWith('<!DOCTYPE') ? 'defines entities' : 'is not well-formed XML';
    const fault = found[2] === undefined ? textFault(found[1] ?? found[0], read) : tagFault(found, read);
    if (fault) return fault;
    read.svg += found[0];
    rest = rest.slice(found[0].length);
  }
  if (!read.root || read.open.length > 0) return 'is not well-formed XML';
  const size = sizeOf(read.root);
  return size ? { svg: read.svg.trim(), size } : 'says neither width and height nor a viewBox';
}

/** `css`: what styles say. A browser puts it together out of its pieces, whatever stands between them. */
type Reading = { svg: string; css: string; open: string[]; root: Map<string, string> | undefined };

function textFault(text: string, read: Reading): string | undefined {
  if (read.open.length === 0) return text.trim() === '' ? undefined : 'is not well-formed XML';
  if (!read.open.includes('style')) return undefined;
  read.css += text;
  return styleFault(read.css);
}

function tagFault([, closes, name = '', written = '', closed]: RegExpExecArray, read: Reading): string | undefined {
  if (closes) return read.open.pop() === name && !written.trim() ? undefined : 'is not well-formed XML';
  if (!elements.has(name)) return `has <${name}>`;
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single] of written.matchAll(attribute)) {
    const value = double ?? single ?? '';
    if (attributes.has(key)) return 'is not well-formed XML';
    const fault = attributeFault(name, key, value);
    if (fault) return fault;
    attributes.set(key, value);
  }
  if (read.open.length === 0) {
    if (read.root || name !== 'svg' || attributes.get('xmlns') !== namespace) return 'is no SVG by its first element';
    read.root = attributes;
  }
  if (!closed) read.open.push(name);
  return undefined;
}

function attributeFault(element: string, name: string, value: string): string | undefined {
  const local = name.slice(name.indexOf(':') + 1).toLowerCase();
  if (local.startsWith('on')) return `has the event attribute ${name}`;
  if (local === 'href' || local === 'src') {
    const isInside = isWithin.test(value) || (element === 'image' && isPicture.test(value));
    return isInside ? undefined : `refers to something outside of itself (${name})`;
  }
  if (name === 'xmlns' && (element !== 'svg' || value !== namespace)) return 'is no SVG by its first element';
  // A namespace is a name, and leads nowhere.
  return name.startsWith('xmlns') ? undefined : styleFault(value, name);
}

/** Any attribute may be a property of CSS. */
function styleFault(css: string, where = '<style>'): string | undefined {
  if (isHidden(css) || css.includes('\\')) return `writes letters by their numbers (${where})`;
  const plain = css.replaceAll(/&quot;|&apos;/g, "'");
  const outside = [...plain.matchAll(/url\(([^)]*)/gi)].some(([, target = '']) => !isWithin.test(target.replaceAll(/['"]/g, '')));
  if (outside || /@import|@font-face|@namespace|image-set|\bsrc\(|\bimage\(|javascript:/i.test(plain)) {
    return `refers to something outside of itself (${where})`;
  }
  return undefined;
}

function sizeOf(root: Map<string, string>): Size | undefined {
  const [width, height] = [root.get('width'), root.get('height')].map((length = '') =>
    /^\s*\d*\.?\d+(?:px)?\s*$/.test(length) ? Number.parseFloat(length) : 0,
  );
  if (width && height) return { width, height };
  const [, , boxWidth, boxHeight] = (root.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return boxWidth && boxHeight && boxWidth > 0 && boxHeight > 0 ? { width: boxWidth, height: boxHeight } : undefined;
}
