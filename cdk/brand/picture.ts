/** A picture of the shop, as it lies on the disk of whoever deploys. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSvg, type Size } from './svg.ts';

export type Picture = { type: 'image/svg+xml' | 'image/png' | 'image/jpeg'; bytes: Buffer; size: Size };

const KB = 1024;

/** @returns the picture, or the rule that it breaks */
export function readPicture(folder: string, path: string, largestKb: number): Picture | string {
  const file = resolve(folder, path);
  const about = statSync(file, { throwIfNoEntry: false });
  if (!about?.isFile()) return `must be a file, and there is none at ${path}`;
  if (about.size > largestKb * KB) return `must have at most ${largestKb} KB, but ${path} has ${Math.ceil(about.size / KB)}`;
  const bytes = readFileSync(file);
  const pixels = pngSize(bytes) ?? jpegSize(bytes);
  if (pixels) return { ...pixels, bytes };
  const text = bytes.toString('utf8');
  if (!text.includes('<svg')) return `must be an SVG, PNG or JPEG, which ${path} is not`;
  const read = readSvg(text);
  if (typeof read === 'string') return `must be a drawing and nothing else: ${path} ${read}`;
  return { type: 'image/svg+xml', bytes: Buffer.from(read.svg), size: read.size };
}

/** The picture as an SVG: a text, so that API Gateway need know of no binary types. */
export function asSvg({ type, bytes, size: { width, height } }: Picture): string {
  if (type === 'image/svg+xml') return bytes.toString('utf8');
  const data = `data:${type};base64,${bytes.toString('base64')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="${data}"/></svg>`;
}

type Measured = Pick<Picture, 'type' | 'size'>;

/** PNG (ISO/IEC 15948 §5.2, §11.2.2): the signature, and the first chunk. */
function pngSize(bytes: Buffer): Measured | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 16) !== '\x89PNG\r\n\x1a\n\0\0\0\rIHDR') return undefined;
  return measured('image/png', bytes.readUInt32BE(16), bytes.readUInt32BE(20));
}

/** JPEG (ITU-T T.81 §B.2.2): the frame header says it, behind segments that say their own length. */
function jpegSize(bytes: Buffer): Measured | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return measured('image/jpeg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

const measured = (type: Picture['type'], width: number, height: number): Measured | undefined =>
  width > 0 && height > 0 ? { type, size: { width, height } } : undefined;
