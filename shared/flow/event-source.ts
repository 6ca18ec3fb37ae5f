/** By this name EventBridge has our events. */
export const EVENT_SOURCE = 'keycard';
