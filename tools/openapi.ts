/** `npm run openapi --silent -- https://login.shop.example > openapi.json`: the contract of an installation, without one. */
import { openApiDocument } from '../shared/http/openapi/document.ts';

const [publicUrl = 'https://login.shop.example'] = process.argv.slice(2);
console.log(JSON.stringify(openApiDocument(publicUrl.replace(/\/$/, '')), null, 2));
