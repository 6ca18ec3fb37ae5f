/** Opens the console in this tab. */
import { listen } from '../../../web/actions.ts';
import { morph } from '../../../web/dom.ts';
import { actionsOf } from './actions.ts';
import { askWith, takeToken } from './ask.ts';
import { consoleView, titleOf } from './frame.ts';
import { loaderOf } from './loading.ts';
import { placeOf, type State, start } from './state.ts';

/** Ages move on, to the minute. */
const TICK_MS = 15_000;

const ask = askWith(takeToken());
const root = document.createElement('div');
document.body.append(root);

let state: State = { ...start, place: placeOf(location.hash) };
/** What is typed and ticked, by the ids of the fields: nothing is lost by an error, or on the way to another place and back. */
const drafts = new Map<string, string>();
const draft = (id: string) => drafts.get(id) ?? '';

function draw(): void {
  const drawn = root.cloneNode(false);
  drawn.appendChild(consoleView(state, { now: Date.now() + state.offset, draft }));
  morph(root, drawn);
  document.title = titleOf(state);
  for (const field of root.querySelectorAll<HTMLInputElement>('[data-draft]')) {
    const kept = draft(field.id);
    if (field.type === 'checkbox') field.checked = kept !== '';
    else if (field.value !== kept) field.value = kept;
  }
  settleFocus();
}

function change(part: Partial<State>): void {
  state = { ...state, ...part };
  draw();
}

/** Where focus goes; what is still being loaded gets it as soon as it is there, unless somebody has gone on by then. */
let wanted: string | undefined;

function focus(id: string): void {
  wanted = id;
  settleFocus();
}

function settleFocus(): void {
  const element = wanted === undefined ? null : document.getElementById(wanted);
  if (!element) return;
  wanted = undefined;
  element.focus();
}

for (const gone of ['keydown', 'pointerdown']) {
  addEventListener(gone, () => {
    wanted = undefined;
  });
}

function forget(...ids: string[]): void {
  for (const id of ids) drafts.delete(id);
}

const load = loaderOf({ ask, state: () => state, change });
listen(actionsOf({ ask, state: () => state, change, load, draft, forget, focus }));

root.addEventListener('input', ({ target }) => {
  const { id, type, value, checked } = target as HTMLInputElement;
  drafts.set(id, type === 'checkbox' ? (checked ? 'on' : '') : value);
});

addEventListener('hashchange', () => {
  // Another run of the console, opened in the same tab.
  if (location.hash.startsWith('#token=')) return location.reload();
  const place = placeOf(location.hash);
  change({ place, confirming: undefined, failure: undefined, pressed: undefined, notice: undefined, found: undefined });
  if (state.about.is === 'there') load.at(place, true);
  focus('title');
});

addEventListener('beforeunload', (event) => {
  if ([...drafts].some(([id, text]) => /^(note|reason)-/.test(id) && text.trim() !== '')) event.preventDefault();
});

setInterval(draw, TICK_MS);
draw();
void load.about();
