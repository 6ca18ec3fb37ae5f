/** Home, login and account page, which are one page to the shell. */
import type { AccountState, WayBack } from '../../../web/account/state.ts';
import { type LoginState, loginStart } from '../../../web/login/state.ts';
import type { SecurityState } from '../../../web/security/state.ts';
import { loginStates } from './login.ts';
import { all, type ByStep, each, flat, type Named } from './named.ts';
import { securityStates } from './security.ts';

const ways = all<WayBack>({ going: true, failed: true, over: true, logout: true });

const around: ByStep<AccountState> = {
  opening: { plain: () => ({ at: 'opening', place: 'home' }) },
  loggedOut: {
    home: () => ({
      at: 'loggedOut',
      place: 'home',
      login: loginStart,
    }),
    toSeeSecurity: () => ({
      at: 'loggedOut',
      place: 'security',
      login: loginStart,
    }),
  },
  loggedIn: {
    plain: () => ({ at: 'loggedIn', place: 'login', security: { at: 'loading' } }),
    ...each(ways, (back) => ({ at: 'loggedIn', place: 'login', security: { at: 'loading' }, back })),
  },
  handedBack: {
    over: () => ({ at: 'handedBack', place: 'security' }),
    loggedOut: () => ({ at: 'handedBack', place: 'security', notice: 'loggedOut' }),
    failed: () => ({ at: 'handedBack', place: 'security', failure: { code: 'unavailable' } }),
  },
};

type LoggedOut = Exclude<LoginState, { at: 'loggedIn' }>;

export const accountStates: Named<AccountState> = {
  ...flat<AccountState, AccountState>('home', around, (state) => state),
  ...flat<LoggedOut, AccountState>('login', loginStates, (login) => ({ at: 'loggedOut', place: 'login', login })),
  ...flat<SecurityState, AccountState>('security', securityStates, (security) => ({ at: 'loggedIn', place: 'security', security })),
};
