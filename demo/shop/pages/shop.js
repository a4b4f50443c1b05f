/** The shop's own script: a cart in the shop's own storage, and "Ask about it". */

const key = 'juniper-cart';
const money = euros => `€ ${Math.round(euros)}`;
const find = selector => document.querySelector(selector);

/** Lines of the cart: `{ id, name, price, pieces }`. */
function readCart() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]');
  } catch {
    return [];
  }
}

function writeCart(lines) {
  localStorage.setItem(key, JSON.stringify(lines.filter(line => line.pieces > 0)));
  draw();
}

function add({ add: id, name, price }) {
  const lines = readCart();
  const line = lines.find(other => other.id === id);
  if (line) line.pieces += 1;
  else lines.push({ id, name, price: Number(price), pieces: 1 });
  writeCart(lines);
  say(`${name} is in your cart.`);
}

function say(words) {
  find('[data-status]').textContent = words;
}

/** What the page is about, for the team: the product's own data, or the cart. */
function context() {
  const data = find('script[type="application/ld+json"]');
  if (!data)
    return Object.fromEntries(
      readCart().map(({ name, price, pieces }) => [name, `${pieces} × ${money(price)}`]),
    );
  const product = JSON.parse(data.textContent);
  return { Product: product.name, Price: money(product.offers.price), Number: product.sku };
}

function ask() {
  const chat = find('secure-chat');
  chat.setContext?.(context());
  chat.show?.();
}

function draw() {
  const lines = readCart();
  const pieces = lines.reduce((sum, line) => sum + line.pieces, 0);
  find('[data-cart-count]').textContent = pieces > 0 ? `(${pieces})` : '';
  const list = find('[data-cart-lines]');
  if (!list) return;
  find('[data-cart-full]').hidden = pieces === 0;
  find('[data-cart-empty]').hidden = pieces > 0;
  find('[data-cart-total]').textContent = money(
    lines.reduce((sum, line) => sum + line.pieces * line.price, 0),
  );
  const fields = () => [...list.querySelectorAll('input')];
  const focused = fields().indexOf(document.activeElement);
  list.replaceChildren(...lines.map(line => drawLine(line, lines)));
  // The line is drawn anew: who changes a number by keyboard goes on changing it.
  fields()[focused]?.focus();
}

function drawLine(line, lines) {
  const item = find('#line').content.cloneNode(true);
  item.querySelector('img').src = `/art/${line.id}.svg`;
  const name = item.querySelector('[data-line-name]');
  name.textContent = line.name;
  name.href = `/products/${line.id}`;
  item.querySelector('[data-line-price]').textContent = money(line.price * line.pieces);
  const input = item.querySelector('input');
  input.value = line.pieces;
  input.ariaLabel = `Pieces of ${line.name}`;
  input.onchange = () => {
    line.pieces = Math.min(20, Math.max(0, Math.trunc(Number(input.value)) || 0));
    writeCart(lines);
  };
  const remove = item.querySelector('[data-line-remove]');
  remove.ariaLabel = `Take out ${line.name}`;
  remove.onclick = () => {
    line.pieces = 0;
    writeCart(lines);
    say(`${line.name} is out of your cart.`);
    find('h1').focus();
  };
  return item;
}

draw();
addEventListener('storage', draw);
find('[data-add]')?.addEventListener('click', event => add(event.currentTarget.dataset));
find('[data-ask]')?.addEventListener('click', ask);
find('[data-order]')?.addEventListener('click', () =>
  say('This shop is made up: nothing can be ordered. Ask us anyway.'),
);
