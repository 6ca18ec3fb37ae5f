/** The gallery's own page: a list of all states, and the chosen ones in every language, scheme and width that is wanted. */
const choices = {
  lang: ['en', 'de', 'cs', 'all'],
  scheme: ['light', 'dark', 'both'],
  width: ['320', '360', '768', '1280', 'all'],
} as const;
type Choice = keyof typeof choices;

const kinds: Readonly<Record<string, string>> = {
  page: 'Pages',
  noscript: 'Pages without JavaScript',
  problem: 'Problems',
  mail: 'E-mails',
  sms: 'SMS',
};

/** `#page/login.code?lang=de&scheme=dark&width=360`: a state, or all whose names begin so. */
const looked: Record<Choice, string> & { at: string } = { at: 'page/login.password.plain', lang: 'en', scheme: 'light', width: '360' };
let states: string[] = [];

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
function el(tag: string, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const hashOf = (at: string) => `#${at}?${new URLSearchParams({ lang: looked.lang, scheme: looked.scheme, width: looked.width })}`;
const chosen = () =>
  states.filter((state) => state === looked.at || state.startsWith(`${looked.at}.`) || looked.at === state.split('/')[0]);
const wanted = (choice: Choice) =>
  ['all', 'both'].includes(looked[choice]) ? choices[choice].filter((each) => !['all', 'both'].includes(each)) : [looked[choice]];

function readHash(): void {
  const [at = '', query = ''] = decodeURIComponent(location.hash.slice(1)).split('?');
  if (at !== '') looked.at = at;
  const given = new URLSearchParams(query);
  for (const choice of Object.keys(choices) as Choice[]) {
    const value = given.get(choice);
    if (value !== null && (choices[choice] as readonly string[]).includes(value)) looked[choice] = value;
  }
}

/** Kinds, within them steps, within these the states. */
function drawList(): void {
  const words = byId<HTMLInputElement>('search').value.toLowerCase().split(/\s+/);
  const found = states.filter((state) => words.every((word) => state.toLowerCase().includes(word)));
  byId('found').textContent = found.length === states.length ? `${states.length} states` : `${found.length} of ${states.length} states`;
  const groups = Map.groupBy(found, (state) => state.slice(0, Math.max(state.lastIndexOf('.'), state.indexOf('/'))));
  const kindsFound = Map.groupBy(groups, ([group]) => group.split('/')[0] ?? '');
  const list = [...kindsFound].map(([kind, inKind]) =>
    el('section', {}, el('h2', {}, entry(kind, kinds[kind] ?? kind)), ...inKind.map(drawGroup)),
  );
  byId('list').replaceChildren(...list);
}

function drawGroup([group, members]: [string, string[]]): HTMLElement {
  const items = members.map((state) => el('li', {}, entry(state, state.slice(group.length + 1))));
  const name = group.slice(group.indexOf('/') + 1);
  const title = group.includes('/') ? [el('h3', {}, entry(group, name))] : [];
  return el('div', {}, ...title, el('ul', {}, ...items));
}

function entry(at: string, text: string): HTMLElement {
  return el('a', { href: hashOf(at), ...(at === looked.at && { 'aria-current': 'true' }) }, text);
}

function drawChoices(): void {
  for (const choice of Object.keys(choices) as Choice[]) {
    const options = choices[choice].map((value) => {
      const input = el('input', { type: 'radio', name: choice, value, ...(looked[choice] === value && { checked: '' }) });
      return el('label', {}, input, value);
    });
    const place = byId(choice);
    place.replaceChildren(place.firstElementChild as Element, ...options);
  }
}

function drawFrames(): void {
  const shown = chosen();
  byId('name').textContent = shown.length === 1 ? looked.at : `${looked.at} (${shown.length} states)`;
  byId('frames').replaceChildren(...shown.flatMap(framesOf));
}

function framesOf(state: string): HTMLElement[] {
  return wanted('lang').flatMap((lang) =>
    wanted('scheme').flatMap((scheme) => {
      const widths = wanted('width').map((width) => frame(state, { lang, scheme }, width));
      return state.startsWith('mail/') ? [...widths, frame(state, { lang, scheme, part: 'text' }, '640')] : widths;
    }),
  );
}

function frame(state: string, query: Record<string, string>, width: string): HTMLElement {
  const src = `/show/${state}?${new URLSearchParams(query)}`;
  const said = [state, query.lang, query.part ?? query.scheme, `${width} px`].join(' · ');
  const made = el('iframe', { src, title: said, loading: 'lazy', style: `width:${width}px` }) as HTMLIFrameElement;
  made.addEventListener('load', () => keepWhole(made));
  return el('figure', {}, el('figcaption', {}, el('a', { href: src, target: '_blank' }, said)), made);
}

/** As high as what it shows, which grows once its words are there. */
function keepWhole(frame: HTMLIFrameElement): void {
  const shown = frame.contentDocument?.documentElement;
  if (!shown) return;
  const measure = () => {
    frame.style.height = '0';
    frame.style.height = `${shown.scrollHeight}px`;
  };
  measure();
  new MutationObserver(measure).observe(shown, { subtree: true, childList: true });
}

function drawAll(): void {
  drawList();
  drawChoices();
  drawFrames();
  document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest' });
}

/** To the state before or behind, of those that are listed. */
function walk(by: 1 | -1): void {
  const listed = [...document.querySelectorAll<HTMLAnchorElement>('#list li a')];
  const at = listed.findIndex((link) => link.hasAttribute('aria-current'));
  const next = listed[Math.min(listed.length - 1, Math.max(0, at + by))];
  if (next) location.hash = next.hash;
}

addEventListener('hashchange', () => {
  readHash();
  drawAll();
});
addEventListener('keydown', (event) => {
  const inField = event.target instanceof HTMLInputElement;
  if (event.key === '/' && !inField) {
    event.preventDefault();
    byId('search').focus();
  }
  const isSearch = inField && (event.target as HTMLInputElement).type === 'search';
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && (!inField || isSearch)) {
    event.preventDefault();
    walk(event.key === 'ArrowDown' ? 1 : -1);
  }
});
byId('search').addEventListener('input', drawList);
byId('looked').addEventListener('change', ({ target }) => {
  const { name, value } = target as HTMLInputElement;
  looked[name as Choice] = value;
  location.hash = hashOf(looked.at);
});

async function read(): Promise<void> {
  const names: Record<string, string[]> = await (await fetch('/names.json')).json();
  states = Object.entries(names).flatMap(([kind, all]) => all.map((name) => `${kind}/${name}`));
  readHash();
  drawAll();
}

let version = '';
new EventSource('/changes').addEventListener('message', ({ data }) => {
  const told: { version: string; fault: string; shop: string } = JSON.parse(data);
  byId('shop').textContent = told.shop;
  byId('fault').textContent = told.fault;
  if (told.version !== version) void read();
  version = told.version;
});
