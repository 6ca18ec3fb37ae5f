/** The page at `/_local/`: every e-mail and text message as it arrives, and what one can do with a stack of one's own. */

const style = `
  :root { color-scheme: light dark; --ground: light-dark(#f3f4f7, #121419); --card: light-dark(#fff, #1b1e25); --line: light-dark(#c9ced8, #363b46);
    --edge: light-dark(#858c9a, #757d8d); --ink: light-dark(#181b22, #eceef3); --soft: light-dark(#565d6b, #a7aebc); --accent: light-dark(#2f52c4, #9db2ff); --tint: light-dark(#e9eefc, #252c42); }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 72rem; padding: 1.25rem 1rem 4rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; margin-bottom: 1rem; }
  h1 { font-size: 1.4rem; margin: 0; flex: 1 0 auto; }
  h2 { font-size: 1.05rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
  a { color: var(--accent); overflow-wrap: anywhere; }
  .columns { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
  @media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr) 23rem; } }
  article, section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.15rem; margin: 0 0 1rem; }
  .soft, time { color: var(--soft); font-size: .9rem; }
  p { margin: 0 0 .6rem; }
  .line, .buttons { display: flex; flex-wrap: wrap; gap: .4rem .75rem; align-items: center; margin: 0 0 .6rem; overflow-wrap: anywhere; }
  .line { justify-content: space-between; gap: 0 1rem; }
  button, select, input { font: inherit; min-height: 2.5rem; padding: .3rem .75rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--card); color: var(--ink); }
  button { color: var(--accent); font-weight: 600; cursor: pointer; }
  button:hover { background: var(--tint); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .code { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .6rem 0; padding: .6rem .9rem; border-radius: .6rem; background: var(--tint); }
  .code output, .small { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
  .code output { font-size: 2rem; font-weight: 650; letter-spacing: .12em; flex: 1; }
  .small { font-size: .9rem; overflow-wrap: anywhere; }
  form { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; }
  form label { display: block; font-size: .9rem; color: var(--soft); }
  form select, form input { width: 100%; }
  form .buttons { grid-column: 1 / -1; margin: 0; }
  dl { margin: 0; } dt { font-weight: 600; } dd { margin: 0 0 .75rem; } dd:last-child { margin: 0; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .6rem 0 0; }
  summary { cursor: pointer; color: var(--accent); margin-top: .6rem; }
  iframe { width: 100%; height: 28rem; margin-top: .6rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
  [hidden] { display: none; }
`;

/** No word of a message ever becomes markup: it is put in as text. */
const script = `
  const at = (id) => document.getElementById(id);
  const make = (tag, text, cls) => { const e = document.createElement(tag); if (text) e.textContent = text; if (cls) e.className = cls; return e; };
  const ask = async (method, path, body) => {
    const answer = await fetch('/_local/' + path, { method, ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(JSON.parse(text).message);
    return text && JSON.parse(text);
  };
  const say = (text) => { at('said').textContent = text; };
  const doing = (work, done) => async (event) => {
    event.preventDefault();
    try { await work(event); say(done); await look(); } catch (error) { say(String(error.message)); }
  };
  function copying(text, what) {
    const button = make('button', 'Copy');
    button.type = 'button';
    button.setAttribute('aria-label', 'Copy ' + what);
    button.onclick = async () => { await navigator.clipboard.writeText(text); say(what + ' copied'); };
    return button;
  }
  function large(code) {
    const shown = make('div', '', 'code');
    shown.append(make('output', code), copying(code, 'code ' + code));
    return shown;
  }
  /** Addresses of this very stack can be followed. */
  function linked(text) {
    const pre = make('pre');
    for (const [nth, part] of text.split(/(https?:\\/\\/[^\\s<>"]+)/).entries()) {
      const link = make(nth % 2 ? 'a' : 'span', part);
      if (nth % 2) { link.href = part; link.rel = 'noreferrer'; link.target = '_blank'; }
      pre.append(link);
    }
    return pre;
  }
  const codeIn = ({ channel, subject, text }) => {
    const found = /(?<![\\d+])(\\d{3})[ \\u00a0]?(\\d{3})(?!\\d)/.exec(channel === 'sms' ? text : subject);
    return found && found[1] + found[2];
  };
  const shown = new Set();
  function show(message) {
    const article = make('article');
    article.append(make('h2', message.channel === 'sms' ? 'SMS' : message.subject));
    const line = make('p', '', 'line');
    const when = make('time', new Date(message.at).toLocaleTimeString());
    when.dateTime = message.at;
    line.append(make('span', 'to ' + message.to + (message.replyTo ? ', answers to ' + message.replyTo.join(', ') : ''), 'soft'), when);
    article.append(line);
    const code = codeIn(message);
    if (code) article.append(large(code));
    article.append(linked(message.text));
    if (message.html) {
      const details = make('details');
      const frame = make('iframe');
      frame.title = 'The e-mail as HTML';
      frame.setAttribute('sandbox', '');
      frame.srcdoc = Object.entries(message.pictures ?? {}).reduce((html, [id, url]) => html.replaceAll('cid:' + id, url), message.html);
      details.append(make('summary', 'As HTML'), frame);
      for (const [name, value] of Object.entries(message.headers ?? {})) details.append(make('div', name + ': ' + value, 'small soft'));
      article.append(details);
    }
    at('messages').prepend(article);
  }
  let customersShown = '';
  function showCustomers(customers) {
    if (customersShown === JSON.stringify(customers)) return;
    customersShown = JSON.stringify(customers);
    const had = document.activeElement.getAttribute('aria-label');
    at('customers').replaceChildren(...customers.flatMap(({ username, password, shows, sharedKey, code }) => {
      const about = make('dd');
      const first = make('div', '', 'line');
      first.append(make('span', password, 'small'), copying(password, 'password of ' + username));
      about.append(make('div', shows, 'soft'), first);
      if (code) {
        const now = make('div', '', 'line');
        now.append(make('span', 'shows ' + code, 'small'), copying(code, 'app code of ' + username));
        about.append(now, make('div', 'key ' + sharedKey, 'small soft'));
      }
      return [make('dt', username), about];
    }));
    at('nobody').hidden = customers.length > 0;
    for (const button of at('customers').querySelectorAll('button')) if (button.getAttribute('aria-label') === had) button.focus();
  }
  async function look() {
    const [messages, clock, faults, customers] = await Promise.all(['outbox', 'clock', 'faults', 'customers'].map((path) => ask('GET', path)));
    for (const message of messages) if (!shown.has(message.id)) { shown.add(message.id); show(message); }
    at('none').hidden = shown.size > 0;
    at('now').textContent = new Date(clock.now).toLocaleString() + (clock.frozen ? ', standing still' : '');
    at('freeze').textContent = clock.frozen ? 'Let it go on' : 'Stop it';
    at('freeze').dataset.frozen = clock.frozen;
    at('planned').textContent = faults.length === 0 ? 'Nothing is broken.' : faults.map(({ service, action, kind, left }) => service + ' ' + action + ': ' + kind + ', ' + left + ' more').join('; ');
    showCustomers(customers);
    const twoFactor = await ask('GET', 'switch').then((answer) => answer.twoFactor, () => undefined);
    at('switching').hidden = twoFactor === undefined;
    at('state').textContent = twoFactor ? 'on' : 'off';
    at('flip').textContent = twoFactor ? 'Switch it off' : 'Switch it on';
    at('flip').dataset.to = !twoFactor;
  }
  async function goOn() {
    await look().catch(() => { at('now').textContent = 'The stack does not answer.'; });
    setTimeout(goOn, 700);
  }
  for (const button of document.querySelectorAll('[data-seconds]')) {
    button.onclick = doing(() => ask('POST', 'clock', { advanceSeconds: Number(button.dataset.seconds) }), 'The clock was moved: ' + button.textContent);
  }
  at('freeze').onclick = doing(({ target }) => ask('POST', 'clock', { frozen: target.dataset.frozen !== 'true' }), 'Done');
  at('flip').onclick = doing(({ target }) => ask('POST', 'switch', { twoFactor: target.dataset.to === 'true' }), 'Switched; functions know within 30 seconds');
  at('break').onsubmit = doing(({ target }) => {
    const { service, action, kind, count } = Object.fromEntries(new FormData(target));
    return ask('POST', 'faults', { service, action: action || '*', kind, count: Number(count) });
  }, 'The next calls fail');
  at('mend').onclick = doing(() => ask('DELETE', 'faults'), 'Nothing is broken any more');
  at('cold').onclick = doing(() => ask('POST', 'cold-start'), 'Functions start anew');
  goOn();
`;

const options = (...values: string[]) => values.map((value) => `<option>${value}</option>`).join('');

export const localPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Keycard on this machine</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<header>
  <h1>Keycard on this machine</h1>
  <a href="/login">Log in</a> <a href="/security">Account</a> <a href="/support">Support form</a> <a href="/v1/openapi.json">OpenAPI</a>
</header>
<div class="columns">
<main>
  <h2>Outbox</h2>
  <p id="none" class="soft">No e-mail and no text message yet. They show up here as they arrive.</p>
  <div id="messages" aria-live="polite"></div>
</main>
<aside aria-label="What you can do">
  <p id="said" role="status" class="soft"></p>
  <section aria-labelledby="h-customers"><h2 id="h-customers">Customers</h2>
    <p id="nobody" class="soft">Nobody was put in.</p><dl id="customers"></dl></section>
  <section aria-labelledby="h-clock"><h2 id="h-clock">Clock</h2>
    <p><time id="now"></time></p>
    <div class="buttons">
      <button type="button" data-seconds="60">+1 minute</button> <button type="button" data-seconds="300">+5 minutes</button>
      <button type="button" data-seconds="3600">+1 hour</button> <button type="button" data-seconds="86400">+1 day</button>
      <button type="button" id="freeze">Stop it</button>
    </div></section>
  <section id="switching" aria-labelledby="h-switch"><h2 id="h-switch">The switch is <span id="state"></span></h2>
    <button type="button" id="flip"></button></section>
  <section aria-labelledby="h-faults"><h2 id="h-faults">Break AWS</h2>
    <p id="planned" class="soft"></p>
    <form id="break">
      <label>Service <select name="service">${options('dynamodb', 'ses', 'sns', 'kms', 'ssm', '*')}</select></label>
      <label>How <select name="kind">${options('error', 'throttle', 'timeout', 'lost-ack')}</select></label>
      <label>Call <input name="action" value="*" spellcheck="false" autocomplete="off"></label>
      <label>How often <input name="count" type="number" min="1" value="1" required></label>
      <div class="buttons"><button>Break</button> <button type="button" id="mend">Mend all</button> <button type="button" id="cold">Cold start</button></div>
    </form></section>
  <section aria-labelledby="h-more"><h2 id="h-more">As JSON</h2>
    <p><a href="/docs">the API</a>, <a href="/_local/outbox">outbox</a>, <a href="/_local/calls">calls to AWS</a>, <a href="/_local/logs">logs</a>, <a href="/_local/events">events</a>, <a href="/_local/ses">SES</a>, <a href="/_local/sns">SNS</a>, <a href="/_local/dead-letters">dead letters</a>, <a href="/_local/help">all there is</a></p></section>
</aside>
</div>
<script>${script}</script>
</html>
`;
