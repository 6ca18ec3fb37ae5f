/** `npm run bench`: all measurements, or those named: `npm run bench -- username-timing`. */
const benches = ['cold-start', 'warm', 'username-timing'] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.includes(name as (typeof benches)[number]));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${benches.join(', ')}.`);
  process.exit(1);
}

let failed = false;
for (const name of benches.filter((bench) => asked.length === 0 || asked.includes(bench))) {
  console.log(`\n# ${name}\n`);
  const { measure } = (await import(`./${name}.ts`)) as { measure: () => Promise<boolean> };
  failed = !(await measure()) || failed;
}
process.exit(failed ? 1 : 0);
