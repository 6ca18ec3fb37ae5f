/** The cart, which is the shop's own affair: logging in neither needs nor touches it. */
const output = document.querySelector('#cart');

const pears = () => Number(sessionStorage.getItem('pears') ?? 0);
const show = () => {
  output.textContent = ['empty', 'one pear'][pears()] ?? `${pears()} pears`;
};

document.querySelector('#add').addEventListener('click', () => {
  sessionStorage.setItem('pears', pears() + 1);
  show();
});
show();
