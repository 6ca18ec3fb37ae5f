import type { Brand } from '../config/brand.ts';
import type { Locale } from '../words/locale.ts';

/** Whom an e-mail is for, and from which shop. `brand`: another than the one beside the bundle. */
export type Reader = { locale: Locale; shopName: string; brand?: Brand };
