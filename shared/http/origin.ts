/** Who may call from a browser: the service's own pages and the configured frontends (OWASP CSRF: verifying origin). */
import { present, variables } from '../config/environment.ts';
import { anyLocalhost, isLocalhost } from './localhost.ts';

const allowed = new Set(
  present(variables.allowedOrigins)
    .split(/[\s,]+/)
    .filter(Boolean),
);

export const isConfigured = (origin: string): boolean => allowed.has(origin) || (allowed.has(anyLocalhost) && isLocalhost(origin));

/** No `Origin`: not a browser's cross-origin call, so nothing to refuse. */
export function mayCall(origin: string | undefined, publicUrl: string): boolean {
  return origin === undefined || origin === new URL(publicUrl).origin || isConfigured(origin);
}

/** CORS headers for a configured origin; the Fetch standard wants the very origin where credentials are allowed. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined || !isConfigured(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Date, Retry-After',
  };
}
