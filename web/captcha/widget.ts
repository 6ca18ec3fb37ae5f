/** The widget of Turnstile or hCaptcha, which have the same calls under different names. It draws inside of an element of ours. */

export type WidgetProvider = 'turnstile' | 'hcaptcha';

type WidgetApi = {
  render(container: HTMLElement, options: Record<string, unknown>): string;
  reset(widget: string): void;
};

/** `script`: where the provider's widget comes from; the pages' policy has to allow it. */
type WidgetSetting = { provider: WidgetProvider; siteKey: string; script: string; locale: string };

type WidgetEvents = { solved(solution: string): void; expired(): void; failed(): void };

/** Loads the provider's script once and shows its widget. @returns what asks for another solution */
export async function showWidget(
  { provider, siteKey, script, locale }: WidgetSetting,
  container: HTMLElement,
  on: WidgetEvents,
): Promise<() => void> {
  await load(script);
  const api = (globalThis as unknown as Record<WidgetProvider, WidgetApi | undefined>)[provider];
  if (!api) throw new Error(`the script of ${provider} brought no widget`);
  const widget = api.render(container, {
    sitekey: siteKey,
    [provider === 'hcaptcha' ? 'hl' : 'language']: locale,
    callback: on.solved,
    'expired-callback': on.expired,
    'error-callback': on.failed,
  });
  return () => api.reset(widget);
}

function load(url: string): Promise<void> {
  if (document.querySelector(`script[src="${url}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: url, async: true });
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error(`${url} did not load`));
    });
    document.head.append(script);
  });
}
