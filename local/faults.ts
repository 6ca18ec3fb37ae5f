/** Faults put into the next AWS calls, to see what the service makes of them. */
const faultKinds = ['throttle', 'error', 'timeout', 'lost-ack'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Service, action and function are compared without regard to case; `*` is any. */
export type Fault = {
  service: string;
  action: string;
  /**
   * throttle: the service's own throttling error. error: its internal error. timeout: nothing is done and nothing answered until the client
   * gives up. lost-ack: the call is done, then the connection breaks without an answer.
   */
  kind: FaultKind;
  /** How many calls it hits; 1 if not given. */
  count?: number;
  /** How many matching calls it lets pass before the first it hits; 0 if not given. */
  after?: number;
  /** Only calls of this function. */
  function?: string;
};

export class Faults {
  #planned: (Fault & { left: number; passing: number })[] = [];

  plan(fault: Fault): void {
    this.#planned.push({ ...fault, left: fault.count ?? 1, passing: fault.after ?? 0 });
  }

  /** Those that have calls left to hit. */
  planned(): (Fault & { left: number })[] {
    return this.#planned.filter(({ left }) => left > 0).map(({ passing: _, ...fault }) => fault);
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that hits this call, used up by it. */
  next(call: { service: string; action: string; function: string | null }): FaultKind | null {
    const found = this.#planned.find(
      (fault) =>
        fault.left > 0 &&
        same(fault.service, call.service) &&
        same(fault.action, call.action) &&
        (fault.function === undefined || same(fault.function, call.function ?? '')) &&
        fault.passing-- <= 0,
    );
    if (!found) return null;
    found.left -= 1;
    return found.kind;
  }
}

function same(wanted: string, actual: string): boolean {
  return wanted === '*' || wanted.toLowerCase() === actual.toLowerCase();
}

/** Reads a fault from a request; the text says what is wrong with it. */
export function readFault(value: unknown): Fault | string {
  const { service, action, kind, count, after, function: name } = (value ?? {}) as Record<string, unknown>;
  if (typeof service !== 'string' || typeof action !== 'string') return 'service and action are needed; * stands for any';
  if (!faultKinds.includes(kind as FaultKind)) return `kind is one of ${faultKinds.join(', ')}`;
  if (count !== undefined && !(Number.isInteger(count) && (count as number) > 0)) return 'count is a positive integer';
  if (after !== undefined && !(Number.isInteger(after) && (after as number) >= 0)) return 'after is an integer of 0 or more';
  if (name !== undefined && typeof name !== 'string') return 'function is the name of a function';
  return {
    service,
    action,
    kind: kind as FaultKind,
    ...(count === undefined ? {} : { count: count as number }),
    ...(after === undefined ? {} : { after: after as number }),
    ...(name === undefined ? {} : { function: name }),
  };
}
