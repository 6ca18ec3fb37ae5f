import { escaped } from '../shared/http/escaped.ts';

/** What `el` of `dom.ts` asks of an element, as HTML. */
class Written {
  readonly tag: string;
  readonly attributes: string[] = [];
  readonly children: (Written | string)[] = [];

  constructor(tag: string) {
    this.tag = tag;
  }

  setAttribute(name: string, value: string): void {
    this.attributes.push(value === '' ? ` ${name}` : ` ${name}="${escaped(value)}"`);
  }

  append(...children: (Written | string)[]): void {
    this.children.push(...children);
  }

  toString(): string {
    const start = `<${this.tag}${this.attributes.join('')}>`;
    if (this.tag === 'input') return start;
    return `${start}${this.children.map((child) => (typeof child === 'string' ? escaped(child) : child)).join('')}</${this.tag}>`;
  }
}

/**
 * What a view draws, as HTML: where there is no document, one that only writes stands in for it meanwhile. Views draw without waiting for
 * anything, so nobody else meets it. It knows attributes and children; a property that a view sets on an element is lost.
 */
export function asText(draw: () => HTMLElement): string {
  const place: { document?: unknown } = globalThis;
  place.document = { createElement: (tag: string) => new Written(tag) };
  try {
    return String(draw());
  } finally {
    delete place.document;
  }
}
