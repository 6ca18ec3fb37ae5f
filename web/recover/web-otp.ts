/** WebOTP: the code out of an SMS whose last line names this host. Chrome on Android has it; elsewhere the keyboard offers the code. */

type OtpRequest = CredentialRequestOptions & { otp: { transport: ['sms'] } };

/** @returns nothing where the browser cannot, the customer does not want to, or the SMS does not come */
export async function codeFromSms(signal: AbortSignal): Promise<string | undefined> {
  if (!('OTPCredential' in globalThis)) return undefined;
  const request: OtpRequest = { otp: { transport: ['sms'] }, signal };
  const credential = await navigator.credentials.get(request).catch(() => null);
  return credential && 'code' in credential && typeof credential.code === 'string' ? credential.code : undefined;
}
