/**
 * A real Chromium: the system's, or else the one that comes as an npm package with the shared libraries a bare machine lacks.
 * `KEYCARD_CHROMIUM=npm` forces the package, any other value is the path of a browser.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const macPaths = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const build = join(import.meta.dirname, '..', '..', '.build');

/** Close it when the tests are over. */
export async function launchChromium(...more: string[]): Promise<Browser> {
  const { executablePath, env } = browserOfThisMachine();
  return chromium.launch({ executablePath, args: [...flags, ...more], env: { ...process.env, ...env } });
}

type Executable = { executablePath: string; env: Record<string, string> };

function browserOfThisMachine(): Executable {
  const wanted = process.env.KEYCARD_CHROMIUM;
  if (wanted && wanted !== 'npm') return { executablePath: wanted, env: {} };
  const path = (process.env.PATH ?? '').split(delimiter);
  const installed = [...names.flatMap((name) => path.map((directory) => join(directory, name))), ...macPaths].find(isExecutable);
  return installed && wanted !== 'npm' ? { executablePath: installed, env: {} } : packaged();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @sparticuz/chromium, unpacked once. Its libraries are those of Amazon Linux 2023, which it unpacks where it believes to be on Lambda. */
function packaged(): Executable {
  const home = join(build, 'chromium');
  if (!existsSync(home)) {
    mkdirSync(build, { recursive: true });
    const unpacking = mkdtempSync(join(build, 'chromium-'));
    const script = "await (await import('@sparticuz/chromium')).default.executablePath();";
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: unpacking, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    writeFileSync(join(unpacking, 'fonts', 'fonts.conf'), fontConfiguration(home));
    // Another test file may have been as quick: the first one stays.
    try {
      renameSync(unpacking, home);
    } catch (error) {
      rmSync(unpacking, { recursive: true });
      if (!existsSync(home)) throw error;
    }
  }
  return {
    executablePath: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  };
}

/** The package's own looks for the fonts in the folders of Lambda. */
function fontConfiguration(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts', 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
