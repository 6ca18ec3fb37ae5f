/** Loaded anew before each test file, also where files share a process; before the file's own hooks, so that it is called after them. */
import { afterAll } from 'vitest';
import { endFile } from './end-of-file.ts';

afterAll(endFile);
