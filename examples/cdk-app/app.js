/** What `cdk synth` and `cdk deploy` run. */
import { App } from 'aws-cdk-lib';
import { ShopStack } from './shop-stack.js';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region = 'eu-central-1' } = process.env;

new ShopStack(new App(), 'PearShop', { env: { account, region }, terminationProtection: true });
