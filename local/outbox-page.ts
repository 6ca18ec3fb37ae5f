/** The page at `/_local/`: every mail and text message as it arrives, the newest on top. */
export const outboxPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Keycard outbox</title>
<style>
  :root { color-scheme: light dark; --ground: light-dark(#f4f5f7, #14161a); --card: light-dark(#fff, #1e2126); --line: light-dark(#d9dce2, #343941);
    --ink: light-dark(#1b1e24, #e8eaee); --soft: light-dark(#5b6270, #a0a7b4); --accent: light-dark(#2455c3, #8db0ff); }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; }
  h1 { font-size: 1.4rem; margin: 0; flex: 1; }
  time, .to, #none { color: var(--soft); font-size: .9rem; }
  button { font: inherit; padding: .2rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); color: var(--accent); cursor: pointer; }
  button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  article { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin-top: 1rem; }
  article h2 { font-size: 1.05rem; margin: 0 0 .2rem; overflow-wrap: anywhere; }
  article p { margin: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .8rem 0 0; }
  summary { cursor: pointer; color: var(--accent); margin-top: .8rem; }
  iframe { width: 100%; height: 28rem; margin-top: .6rem; border: 1px solid var(--line); border-radius: .4rem; background: #fff; }
</style>
<header>
  <h1>Outbox</h1>
  <time id="now"></time>
  <button type="button" data-seconds="60">+1 minute</button>
  <button type="button" data-seconds="300">+5 minutes</button>
</header>
<p id="none">No e-mail and no text message yet. This page shows them as they arrive.</p>
<main id="messages" aria-live="polite"></main>
<script>
  const shown = new Set();
  const make = (tag, text, cls) => { const e = document.createElement(tag); if (text) e.textContent = text; if (cls) e.className = cls; return e; };
  function show(message) {
    const article = make('article');
    article.append(make('h2', message.channel === 'sms' ? 'SMS' : message.subject));
    const line = make('p');
    const when = make('time', new Date(message.at).toLocaleTimeString());
    when.dateTime = message.at;
    line.append(make('span', 'to ' + message.to, 'to'), when);
    article.append(line, make('pre', message.text));
    if (message.html) {
      const details = make('details');
      const frame = make('iframe');
      frame.title = 'The mail as HTML';
      frame.setAttribute('sandbox', '');
      frame.srcdoc = message.html;
      details.append(make('summary', 'HTML'), frame);
      article.append(details);
    }
    document.getElementById('messages').prepend(article);
  }
  async function look() {
    try {
      const [messages, clock] = await Promise.all(['outbox', 'clock'].map((name) => fetch('/_local/' + name).then((r) => r.json())));
      for (const message of messages) if (!shown.has(message.id)) { shown.add(message.id); show(message); }
      document.getElementById('none').hidden = shown.size > 0;
      document.getElementById('now').textContent = new Date(clock.now).toLocaleTimeString() + (clock.frozen ? ' (standing still)' : '');
    } catch {
      document.getElementById('now').textContent = 'stopped';
    }
    setTimeout(look, 700);
  }
  for (const button of document.querySelectorAll('button')) {
    button.onclick = () => fetch('/_local/clock', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ advanceSeconds: Number(button.dataset.seconds) }),
    });
  }
  look();
</script>
</html>
`;
