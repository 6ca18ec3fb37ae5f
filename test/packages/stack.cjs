/** A CDK app as `cdk init` makes one, in CommonJS: `node stack.cjs <folder of the assembly>` */
const { App, Stack } = require('aws-cdk-lib');
const { Keycard, readOptions, WrongOptions } = require('keycard/cdk');

const app = new App({ analyticsReporting: false, outdir: process.argv[2], builtinCloudFormationValidation: false });
const words = { en: { 'pages.login.codeSentTo': 'Look there: {address}', 'mails.code.login.subject': 'Code {code}' } };
const options = readOptions('prod', { mailFrom: 'Shop <login@shop.example>', smsCountries: ['CZ'], brand: { words } });
new Keycard(new Stack(app, 'Shop'), 'Login', { options });
app.synth();

try {
  readOptions('prod', { smsCountries: ['UK'] });
} catch (error) {
  console.log(error instanceof WrongOptions && error.message);
}
