/**
 * The map of the system: every call with its method, path, function, request, answer and problems.
 * From it come API Gateway's resources and models, the parser, the OpenAPI document and the client's types.
 *
 * For the stack, the local stack, the OpenAPI document and tests. Handlers import theirs from the journey's own file, so that a
 * function's bundle carries the schemas of its own calls only.
 */
import { deleteCustomer, getCustomer, putCustomer } from './admin.ts';
import { jwks, openapi } from './discovery.ts';
import { login, loginByRecoveryCode, resend, verify } from './login.ts';
import { homePage, loginPage, recoverPage, securityPage, supportPage } from './pages.ts';
import { cancelRecovery, captcha, confirmRecovery, recoverySms, startRecovery } from './recovery.ts';
import type { Route } from './route.ts';
import {
  activateTotp,
  activity,
  changeContact,
  confirmContact,
  disable,
  enableEmail,
  replaceRecoveryCodes,
  revealTotp,
  security,
  startTotp,
  stepUpCode,
} from './security.ts';
import { logout, refresh, session } from './session.ts';
import { approveSupport, attachSupport, listSupport, noteSupport, rejectSupport, showSupport, supportRequest } from './support.ts';

export const routes = {
  login,
  verify,
  resend,
  refresh,
  session,
  logout,
  security,
  activity,
  enableEmail,
  stepUpCode,
  disable,
  loginByRecoveryCode,
  startTotp,
  activateTotp,
  revealTotp,
  replaceRecoveryCodes,
  changeContact,
  confirmContact,
  captcha,
  startRecovery,
  recoverySms,
  confirmRecovery,
  cancelRecovery,
  supportRequest,
  listSupport,
  showSupport,
  attachSupport,
  noteSupport,
  approveSupport,
  rejectSupport,
  putCustomer,
  getCustomer,
  deleteCustomer,
  openapi,
  jwks,
  homePage,
  loginPage,
  securityPage,
  recoverPage,
  supportPage,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
