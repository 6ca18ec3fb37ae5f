/** A shared key as its customer sees it: base32 text, otpauth URI and QR code. */
import { renderSVG } from 'uqr';
import { required, variables } from '../config/environment.ts';
import { keyForApp } from '../flow/totp.ts';

const issuer = required(variables.shopName);

export function showKey(sharedKey: Uint8Array, account: string): { sharedKey: string; otpauthUri: string; qrSvg: string } {
  const shown = keyForApp(sharedKey, issuer, account);
  // Level M survives glare and scratches on a screen; the border is the quiet zone of ISO/IEC 18004 §6.3.8.
  return { ...shown, qrSvg: renderSVG(shown.otpauthUri, { ecc: 'M', border: 4, pixelSize: 4 }) };
}
