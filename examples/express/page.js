/** The pages of the shop. */

const escaped = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const button = (action, label) => `<form method="post" action="${action}"><button>${label}</button></form>`;

const choice = (pear) =>
  `<li>${escaped(pear)} <form method="post" action="/cart"><button name="pear" value="${escaped(pear)}">Add</button></form></li>`;

/**
 * @param title what the page is about
 * @param shown `cart` and `customer` of the session, `pears` to choose from, a `text`, or `login`: a way to begin again
 */
export function page(title, { cart = [], customer, pears = [], text = '', login = false }) {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>${escaped(title)} – Pear shop</title>
  <style>body { font: 1.1rem/1.5 system-ui; max-width: 36rem; margin: 2rem auto; padding: 0 1rem } form { display: inline }</style>
  <header>
    <a href="/">Pears</a> <a href="/orders">Your orders</a>
    ${customer ? `Hello ${escaped(customer.email)} ${button('/logout', 'Log out')}` : '<a href="/login">Log in</a>'}
  </header>
  <h1>${escaped(title)}</h1>
  <p>${escaped(text)}</p>
  ${login ? '<p><a href="/login">Log in again</a></p>' : ''}
  <ul>${pears.map(choice).join('')}</ul>
  <p>Cart: ${cart.length ? cart.map(escaped).join(', ') : 'empty'}</p>
</html>`;
}
