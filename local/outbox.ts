/** Every e-mail and SMS that the stack sent, oldest first. */
export type Message = {
  id: string;
  channel: 'email' | 'sms';
  /** Several addresses are separated by a comma. */
  to: string;
  /** The sender as given. */
  from?: string;
  subject?: string;
  text: string;
  html?: string;
  /** To whom an answer goes. */
  replyTo?: string[];
  /** Those of the sender's own. */
  headers?: Record<string, string>;
  /** What the HTML shows by `cid:`, as URLs. */
  pictures?: Record<string, string>;
  /** RFC 3339, by the stack's clock. */
  at: string;
};

export class Outbox {
  readonly #messages: Message[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  deliver(message: Omit<Message, 'at'>): void {
    this.#messages.push({ ...message, at: new Date(this.#now()).toISOString() });
  }

  messages(): Message[] {
    return [...this.#messages];
  }

  clear(): void {
    this.#messages.length = 0;
  }
}
