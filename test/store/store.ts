/** What the contract is about: the store's functions, loaded when their table is there. */
import './table.ts';

export const { client } = await import('../../shared/store/table.ts');
export const { get, getAll, put, query, remove, transact, update } = await import('../../shared/store/data.ts');
export const { attemptsLeftOf, giveBack, guessCustomerCode, newRoundId, openCustomerRound, takeAttempt, undoCustomerRound, useUp } =
  await import('../../shared/store/rounds.ts');
export const { returnRowNotice, takeRowNotice } = await import('../../shared/store/row-notices.ts');
export const { addressKey, addressMoved, addressProved, customerMeant, customersAt, customersMeant } = await import(
  '../../shared/store/accounts.ts'
);
export const { changeFacts, createCustomer, deleteCustomer, putCustomer, readLoginOf, takeCustomerOut, withoutOld } = await import(
  '../../shared/store/administration.ts'
);
export const { customerLog, enter, entryIn, newestOf, note, noteOnceADay } = await import('../../shared/store/audit.ts');
export const { sessionsOf } = await import('../../shared/store/sessions-of-customer.ts');
export const { readAudit } = await import('../../shared/store/customer-audit.ts');
export const { finishErasure, leaveNote, noteKey } = await import('../../shared/store/erasure.ts');
export const { directoryKey, search } = await import('../../shared/store/directory.ts');
export const { listClients, moveClient, moveClientFrom } = await import('../../shared/store/clients.ts');
export const { clientKey, readClient } = await import('../../shared/store/client-items.ts');
export const { changeCustomer, customerKey, readCustomer } = await import('../../shared/store/customers.ts');
export const { replaceRecoveryCodes, switchOff, switchOnEmail, switchOnTotp } = await import('../../shared/store/factor.ts');
export const { putPendingKey, recoveryCodeIsThere, stepIsNew, takePendingKey, totpKeyIs } = await import(
  '../../shared/store/authenticator.ts'
);
export const { guessContactCode, openContactCheck, readContactCheck, undoContactCheck } = await import('../../shared/store/contacts.ts');
export const {
  beginRecovery,
  cancelRecovery,
  confirmRefusal,
  guessRecoveryCode,
  nextSmsAt,
  noteRefusal,
  openRecoveryRound,
  readRecovering,
  smsRefusal,
  undoRecovery,
  undoRecoveryRound,
} = await import('../../shared/store/recoveries.ts');
export const { endEverySession, endOtherSessions, endSessionsOf } = await import('../../shared/store/epoch.ts');
export const { codeKey, makeCode, redeemCode } = await import('../../shared/store/authorization-codes.ts');
export const { handoverKey, makeHandover, redeemHandover } = await import('../../shared/store/handovers.ts');
export const { beginFamily, carriedOver, endCopiedFamily, logOut, readSession, replaceToken } = await import(
  '../../shared/store/families.ts'
);
export const { familiesOf } = await import('../../shared/store/staying-sessions.ts');
export const { endFamily, familyKey, parentOf, readFamily } = await import('../../shared/store/family-items.ts');
export const { clientSessionsOf } = await import('../../shared/store/client-sessions.ts');
export const { emailIsUndeliverable, markUndeliverable } = await import('../../shared/store/undeliverable.ts');
export const { noteLogout, proofKey, rememberProof } = await import('../../shared/store/proofs.ts');
export const { keepKey, readKey, readKeys } = await import('../../shared/store/keyring-items.ts');
export const { accountOf, fileSupportRequest, limitKey, listedAt, moveFrom, moveSupportRequest, readSupportRequest, requestKey } =
  await import('../../shared/store/support-requests.ts');
export const { askAgain, cancelRequestsOf, eraseRequestsOf, listByAccount, listByStatus, requestsOf } = await import(
  '../../shared/store/support-queue.ts'
);
export const { countOfNetwork, networkKey, readNetworkWork } = await import('../../shared/store/support-networks.ts');
export const { noteSlowestHash, slowestHashFrom, slowestHashKey } = await import('../../shared/store/imported-hashes.ts');
export const { latelyFrom } = await import('../../shared/store/lately.ts');
export type { From } from '../../shared/store/logins.ts';
export const {
  budgetsOf,
  countWrongPassword,
  deviceTriesKey,
  loginKey,
  networkTriesKey,
  passwordLog,
  readCustomerAfterPassword,
  readLogin,
  sessionTriesKey,
  takePlace,
  triesKey,
  usernameId,
} = await import('../../shared/store/logins.ts');
export const { addressIsDisputed, askForLink, changePassword, endPasswordByOwner, readByLink, resetPassword, undoLink } = await import(
  '../../shared/store/passwords.ts'
);
export const { budgetsFreeAt, forget, giveBackTo, readBudgets, takeFrom, takeIfLeft } = await import(
  '../../shared/store/sliding-budget.ts'
);
export const { tryPassword } = await import('../../shared/passwords/try-password.ts');

// A hundred calls at once to an engine on a busy machine may take longer than a function would wait for AWS.
const handler = client.config.requestHandler as unknown as { updateHttpClientConfig(name: string, value: number): void };
for (const patience of ['connectionTimeout', 'requestTimeout', 'socketTimeout']) handler.updateHttpClientConfig(patience, 15_000);
