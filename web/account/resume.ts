/** Steps of the login that come back: left by going back, or loaded anew. */
import type { Challenge } from '../client.ts';
import type { LoginApp } from '../login/actions.ts';
import type { AccountApp } from './frame.ts';
import { depthHere, keptLogin } from './steps.ts';

export function resuming(app: AccountApp, login: LoginApp) {
  const { client } = app;

  const isKept = (depth: number): boolean => Boolean(keptLogin()?.steps[depth]);

  /** A step as the service says that it stands. */
  async function resume(depth: number): Promise<void> {
    const { steps = [], token } = keptLogin() ?? {};
    const step = steps[depth];
    if (!step) return;
    const back = (challenge?: Challenge) =>
      login.move({ type: 'resumed', login: step, ...(challenge && { challenge }), now: client.serverTime() });
    if (token === undefined || step.at === 'over' || step.at === 'password') return back();
    app.move({ type: 'comingBack' });
    const answer = await client.showChallenge({ challenge: token });
    // Who has gone on meanwhile is at another step by now.
    if (depthHere() !== depth) return isKept(depthHere()) ? resume(depthHere()) : app.move({ type: 'nobodyStays' });
    if (answer.ok) return back(answer.challenge);
    back();
    login.move({ type: 'refused', problem: answer.problem, now: client.serverTime() });
  }

  /** Who had typed it here before. */
  function recallName(): void {
    if (app.state().at === 'loggedOut' && depthHere() === 0) void resume(0);
  }

  return { isKept, resume, recallName };
}
