/** The part of the program that only who is logged in needs: it is loaded when the account page is opened. */
export { securityActions } from './actions.ts';
export { transition } from './state.ts';
export { securityView } from './view.ts';
