/** Where the links of e-mails lead that lead to a new password. */
import { present, variables } from '../config/environment.ts';

/** The shop's, if it keeps passwords itself. */
const pageOfShop = present(variables.forgotPasswordUrl);

/** No link of ours sets a password then. */
export const passwordsAreKeptElsewhere = pageOfShop !== '';

/** Where a new password is asked for. */
export const newPasswordPage = (publicUrl: string): string => pageOfShop || `${publicUrl}/password`;
