import type { Locale } from '../words/locale.ts';
import { type Redirect, redirect } from './answers.ts';
import { loginPage } from './routes/pages.ts';

/** Leads on to the login page. `told`: what its script is to know, behind the `#`, which no server and no log sees. */
export const toLoginPage = ({ publicUrl }: { publicUrl: string }, language: Locale | undefined, told: string): Redirect =>
  redirect(`${publicUrl}${loginPage.path}${language ? `?lang=${language}` : ''}#${told}`);
