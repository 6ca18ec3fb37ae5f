/**
 * The map of the system: every call with its method, path, handler, request, answer and problems, by the journey that it belongs to.
 * From it come the Lambda functions (one a journey), API Gateway's resources and models, the parser, the OpenAPI document and the
 * client's types.
 *
 * For the stack, the local stack, the OpenAPI document and tests. Handlers import theirs from the file that it is written in, so that
 * a function's bundle carries the schemas of its own calls only.
 */
import { customerAudit } from './activity.ts';
import { deleteCustomer, endSessions, getCustomer, listCustomers, patchCustomer, putCustomer } from './admin.ts';
import { authorize, authorizeByForm, endSession, endSessionByForm, grantAuthorization, userinfo, userinfoByPost } from './authorization.ts';
import { challenges } from './challenges.ts';
import { addClientSecret, deleteClient, endClientSecret, getClient, listClients, putClient } from './clients.ts';
import { jwks, openapi, openidConfiguration } from './discovery.ts';
import { handOver, redeemHandover } from './handovers.ts';
import { login, loginByRecoveryCode, resend, showChallenge, verify } from './login.ts';
import {
  assetFile,
  changePasswordUrl,
  docsFile,
  docsPage,
  homePage,
  loginPage,
  nowhere,
  nowhereInBrief,
  passwordPage,
  problemPage,
  recoverPage,
  securityPage,
  supportPage,
} from './pages.ts';
import { cancelRecovery, captcha, confirmRecovery, forgotPassword, recoverySms, resetPassword, startRecovery } from './recovery.ts';
import type { Route } from './route.ts';
import {
  activateTotp,
  activity,
  changeContact,
  changePassword,
  confirmContact,
  disable,
  enableEmail,
  endOneSession,
  replaceRecoveryCodes,
  revealTotp,
  security,
  startTotp,
  stepUpCode,
} from './security.ts';
import { logout, refresh, session } from './session.ts';
import { approveSupport, attachSupport, listSupport, noteSupport, rejectSupport, showSupport, supportRequest } from './support.ts';
import { token } from './token.ts';

/**
 * What a person, a team or a program goes through in one go is served by one Lambda function: the code step meets the instance
 * that the password has just warmed, its keys loaded.
 */
export const journeys = {
  /** From the password to a session, and what keeps it. */
  login: {
    login,
    challenges,
    handOver,
    redeemHandover,
    showChallenge,
    verify,
    resend,
    loginByRecoveryCode,
    refresh,
    session,
    logout,
    token,
    authorize,
    authorizeByForm,
    endSession,
    endSessionByForm,
    grantAuthorization,
    userinfo,
    userinfoByPost,
  },
  /** The customer's own account. */
  security: {
    security,
    endOneSession,
    enableEmail,
    stepUpCode,
    disable,
    startTotp,
    activateTotp,
    revealTotp,
    replaceRecoveryCodes,
    changePassword,
    changeContact,
    confirmContact,
  },
  /** What happened to the account. By itself, as nobody who writes the log may read it. */
  activity: { activity, customerAudit },
  /** Back in after losing the device, or the password. */
  recovery: { captcha, startRecovery, recoverySms, confirmRecovery, cancelRecovery, forgotPassword, resetPassword },
  /** For who has neither e-mail nor phone left. */
  support: { supportRequest },
  /** For the shop's own people, with an AWS signature. */
  admin: {
    listSupport,
    showSupport,
    attachSupport,
    noteSupport,
    approveSupport,
    rejectSupport,
    listCustomers,
    putCustomer,
    patchCustomer,
    getCustomer,
    endSessions,
    deleteCustomer,
    listClients,
    putClient,
    getClient,
    deleteClient,
    addClientSecret,
    endClientSecret,
  },
  /** What everybody may read. */
  discovery: { openapi, jwks, openidConfiguration, docsPage, docsFile },
  pages: {
    homePage,
    loginPage,
    securityPage,
    passwordPage,
    recoverPage,
    supportPage,
    assetFile,
    problemPage,
    changePasswordUrl,
    nowhere,
    nowhereInBrief,
  },
} as const satisfies Record<string, Record<string, Route>>;

export type JourneyName = keyof typeof journeys;

export const routes = {
  ...journeys.login,
  ...journeys.security,
  ...journeys.activity,
  ...journeys.recovery,
  ...journeys.support,
  ...journeys.admin,
  ...journeys.discovery,
  ...journeys.pages,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
