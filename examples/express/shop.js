/** A small shop: a cart in the shop's own session, and customers who log in at Keycard. */
import { randomBytes } from 'node:crypto';
import express from 'express';
import session from 'express-session';
import { loginAtKeycard } from './login.js';
import { page } from './page.js';

const { KEYCARD_URL = 'http://localhost:3000', KEYCARD_CLIENT = 'express-shop', KEYCARD_SECRET } = process.env;
const { SHOP_URL = 'http://localhost:4000', SESSION_SECRET = randomBytes(32).toString('hex') } = process.env;
if (!KEYCARD_SECRET) {
  console.error('KEYCARD_SECRET is missing. Have the shop registered: export KEYCARD_SECRET=$(npm run -s register)');
  process.exit(1);
}

const pears = ['Conference', 'Williams', 'Abate'];
const { hostname, port, protocol } = new URL(SHOP_URL);

const shop = express();
shop.use(
  session({
    name: 'shop',
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    // Lax: the cookie comes along when Keycard leads a customer back, and with no form of another site.
    cookie: { httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' },
    // Sessions are kept in memory here, and end with the process. A shop of more than one process keeps them in a store.
  }),
);
// A form of another site would come without the cookie, and its answer would take the place of the customer's session.
shop.use((request, response, next) => {
  const { origin } = request.headers;
  if (request.method === 'POST' && origin !== undefined && origin !== new URL(SHOP_URL).origin) response.sendStatus(403);
  else next();
});
shop.use(express.urlencoded({ extended: false }));
shop.use(await loginAtKeycard({ keycardUrl: KEYCARD_URL, clientId: KEYCARD_CLIENT, clientSecret: KEYCARD_SECRET, shopUrl: SHOP_URL }));

shop.get('/', (request, response) => {
  const { customer, session } = request;
  response.send(page('Pears', { cart: session.cart, customer, pears }));
});

shop.post('/cart', (request, response) => {
  const { pear } = request.body ?? {};
  if (pears.includes(pear)) request.session.cart = [...(request.session.cart ?? []), pear];
  response.redirect(303, '/');
});

/** For customers only: everybody else logs in first, and comes back here. */
shop.get('/orders', (request, response) => {
  const { customer, session } = request;
  if (customer) response.send(page('Your orders', { cart: session.cart, customer, text: 'You have not ordered anything yet.' }));
  else response.redirect('/login?to=/orders');
});

// Behind a proxy it is reached at SHOP_URL, and listens elsewhere.
const { HOST = hostname, PORT = port || '80' } = process.env;
shop.listen(Number(PORT), HOST, (error) => {
  if (error) throw error;
  console.log(`The shop is open: ${SHOP_URL}`);
});
