/** What a phone's camera sees: the picture on the screen, read by a decoder that has nothing to do with the one that drew it. */
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';

/** The text of the QR code on the page. @throws Error when none can be read. */
export async function readQrPicture(page: Page): Promise<string> {
  const png = (await page.locator('#qr').screenshot()).toString('base64');
  const { width, height, pixels } = (await page.evaluate(`(async () => {
    const picture = new Image();
    picture.src = 'data:image/png;base64,${png}';
    await picture.decode();
    const { width, height } = picture;
    const canvas = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
    canvas.drawImage(picture, 0, 0);
    const { data } = canvas.getImageData(0, 0, width, height);
    return { width, height, pixels: btoa(Array.from(data, (value) => String.fromCharCode(value)).join('')) };
  })()`)) as { width: number; height: number; pixels: string };
  const decode = jsQR as unknown as typeof jsQR.default;
  const code = decode(Uint8ClampedArray.from(Buffer.from(pixels, 'base64')), width, height);
  if (!code) throw new Error('no QR code can be read in the picture');
  return code.data;
}
