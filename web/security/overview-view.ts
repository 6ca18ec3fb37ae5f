import { el } from '../dom.ts';
import { actionButton, alert, heading, link, p, sentence } from '../form.ts';
import type { LoginActions } from '../login/actions.ts';
import { dayAndTime } from '../time.ts';
import { activityPart } from './activity-view.ts';
import { contactsPart } from './contacts-view.ts';
import type { AccountFrame } from './frame.ts';
import { notice, part, taskButton } from './overview-part.ts';
import { sessionsPart } from './sessions-view.ts';
import type { OverviewState } from './state.ts';
import { asksForPassword } from './tasks.ts';
import { recoveryCodesPart, twoFactorPart } from './two-factor-view.ts';

const button = actionButton<LoginActions>;

export function overviewView(state: OverviewState, frame: AccountFrame): HTMLElement {
  const { overview } = state;
  const said = state.notice !== undefined && !isAboutSessions(state) && notice(frame.say.notices[state.notice]);
  return el(
    'section',
    { id: 'security-overview', class: 'wide' },
    top(state, frame),
    said,
    !isAboutSessions(state) && alert(state.failure, frame),
    twoFactorPart(overview, frame),
    recoveryCodesPart(overview, frame),
    passwordPart(state, frame),
    contactsPart(overview, frame),
    sessionsPart(state, isAboutSessions(state), frame),
    activityPart(state, frame),
  );
}

/** What is about a part that is further down is said there, where it was asked for. */
const isAboutSessions = ({ notice: said, about }: OverviewState): boolean =>
  about === 'sessions' || said === 'othersEnded' || said === 'sessionEnded';

/** Who is logged in, and the ways out. */
function top({ overview }: OverviewState, { say, links, locale, settings }: AccountFrame): HTMLElement {
  const { username, login, handedOver } = overview;
  const shop =
    links.shop !== undefined && link(links.shop, say.backToShop(settings.shopName), handedOver ? 'main button' : 'second button');
  return el(
    'div',
    'top line',
    el(
      'div',
      {},
      heading(say.titles.security, true),
      p(...sentence(say.loggedInAs(username), username), el('small', {}, say.loggedInBy[login.by](dayAndTime(login.at, locale)))),
      handedOver && p(say.fromShop(settings.shopName)),
    ),
    el('div', 'row', shop, button('logOut', say.logOut, 'second')),
  );
}

/** A shop that keeps passwords itself has a page of its own for it. */
function passwordPart({ overview }: OverviewState, { say, links, settings }: AccountFrame): HTMLElement | undefined {
  const { changePassword } = links;
  const atShop = changePassword !== undefined || !asksForPassword(overview);
  const { title } = say.tasks.password;
  return part(
    'password',
    say.password,
    undefined,
    el(
      'div',
      'line',
      p(atShop ? say.passwordAtShop(settings.shopName) : say.passwordText),
      atShop ? changePassword !== undefined && link(changePassword, title, 'second button') : taskButton('password', title),
    ),
  );
}
