/** Names the stack of a stage, and in it whatever has a name in its account: so stages meet nowhere. Also the default of `audience`. */
export const stackName = (stage: string): string => `keycard-${stage}`;
