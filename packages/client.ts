/** `keycard/client` as it is packed. Its types are written out by `tools/packages/client-types.ts`. */
export { keycard } from '../web/client.ts';
