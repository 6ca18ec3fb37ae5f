export type Child = Node | string | false | undefined;
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
/** Attributes, or the class alone. */
export type Given = Attributes | string;

export const attributesOf = (given: Given): Attributes => (typeof given === 'string' ? { class: given } : given);

/** An element; `true` sets an attribute without a value, `false` and `undefined` leave it out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, given: Given = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributesOf(given))) {
    if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

/**
 * Changes `shown` into `wanted` and touches nothing that is already the same, so that focus, what has been typed and live regions stay.
 * Elements are the same by tag and id: what has to survive something new in front of it needs an id. Inside of `data-foreign` somebody else
 * draws: a CAPTCHA's widget.
 */
export function morph(shown: Node, wanted: Node): void {
  if (shown.isEqualNode(wanted)) return;
  if (shown instanceof Element && wanted instanceof Element) morphAttributes(shown, wanted);
  else if (shown.nodeValue !== wanted.nodeValue) shown.nodeValue = wanted.nodeValue;

  if (shown instanceof Element && shown.hasAttribute('data-foreign')) return;

  let old: ChildNode | null = shown.firstChild;
  for (const next of [...wanted.childNodes]) {
    const same = old && isSame(old, next) ? old : namesake(old, next);
    if (!same) {
      shown.insertBefore(next, old);
      continue;
    }
    while (old !== same) old = removed(old);
    morph(same, next);
    old = same.nextSibling;
  }
  while (old) old = removed(old);
}

function isSame(one: Node, other: Node): boolean {
  if (one.nodeName !== other.nodeName) return false;
  return !(one instanceof Element && other instanceof Element) || one.id === other.id;
}

/** The element of the same id further on, if there is one. */
function namesake(from: ChildNode | null, wanted: Node): ChildNode | undefined {
  if (!(wanted instanceof Element) || wanted.id === '') return undefined;
  for (let node = from; node; node = node.nextSibling) if (isSame(node, wanted)) return node;
  return undefined;
}

function removed(node: ChildNode | null): ChildNode | null {
  const next = node?.nextSibling ?? null;
  node?.remove();
  return next;
}

function morphAttributes(shown: Element, wanted: Element): void {
  for (const { name } of [...shown.attributes]) if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
}
