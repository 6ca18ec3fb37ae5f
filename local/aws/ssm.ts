/** SSM Parameter Store, in memory. Source: Systems Manager API Reference. */
import { account, region } from '../intrinsics.ts';
import { AwsError, type AwsService, type Input, text, unknownAction } from './service.ts';

type Stored = {
  Name: string;
  Type: string;
  Value: string;
  Version: number;
  LastModifiedDate: number;
  AllowedPattern?: string;
  Description?: string;
};

const types = ['String', 'StringList', 'SecureString'];
/** Standard parameters hold 4 KB. */
const valueLimit = 4096;

/** `now` in milliseconds. */
export function ssm(now: () => number): AwsService {
  const parameters = new Map<string, Stored>();

  const actions: Record<string, (input: Input) => Input> = {
    PutParameter: (input) => {
      const name = text(input.Name, 'Name');
      const value = text(input.Value, 'Value');
      const older = parameters.get(name);
      if (older && input.Overwrite !== true) {
        throw new AwsError(
          400,
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const type = String(input.Type ?? older?.Type ?? '');
      if (!types.includes(type))
        throw new AwsError(400, 'ValidationException', 'A parameter type is required when you create a parameter.');
      if (older && older.Type !== type) throw new AwsError(400, 'ValidationException', 'The type of a parameter cannot be changed.');
      if (!/^[a-zA-Z0-9_.\-/]+$/.test(name)) throw new AwsError(400, 'ValidationException', `Parameter name: ${name} is not valid.`);
      if (value.length > valueLimit)
        throw new AwsError(400, 'ValidationException', 'Standard tier parameters support a maximum parameter value of 4096 characters.');
      const pattern = (input.AllowedPattern as string | undefined) ?? older?.AllowedPattern;
      if (pattern && !new RegExp(pattern).test(value)) {
        throw new AwsError(
          400,
          'ParameterPatternMismatchException',
          `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
        );
      }
      const description = (input.Description as string | undefined) ?? older?.Description;
      const stored = {
        ...{ Name: name, Type: type, Value: value, Version: (older?.Version ?? 0) + 1, LastModifiedDate: now() / 1000 },
        ...(pattern ? { AllowedPattern: pattern } : {}),
        ...(description ? { Description: description } : {}),
      };
      parameters.set(name, stored);
      return { Version: stored.Version, Tier: 'Standard' };
    },
    GetParameter: (input) => ({ Parameter: shown(existing(parameters, text(input.Name, 'Name'))) }),
    GetParameters: (input) => {
      const names = (input.Names ?? []) as string[];
      return {
        Parameters: names.filter((name) => find(parameters, name)).map((name) => shown(existing(parameters, name))),
        InvalidParameters: names.filter((name) => !find(parameters, name)),
      };
    },
    GetParametersByPath: (input) => {
      const path = `${text(input.Path, 'Path').replace(/\/$/, '')}/`;
      const below = [...parameters.values()].filter(({ Name }) => Name.startsWith(path));
      return { Parameters: below.filter(({ Name }) => input.Recursive === true || !Name.slice(path.length).includes('/')).map(shown) };
    },
    DescribeParameters: () => ({
      Parameters: [...parameters.values()].map(({ Value: _, ...rest }) => ({ ...rest, ARN: parameterArn(rest.Name), Tier: 'Standard' })),
    }),
    DeleteParameter: (input) => {
      parameters.delete(existing(parameters, text(input.Name, 'Name')).Name);
      return {};
    },
  };

  return {
    name: 'ssm',
    refusals: {
      accessDenied: [400, 'AccessDeniedException'],
      throttle: [400, 'ThrottlingException', 'Rate exceeded'],
      error: [500, 'InternalServerError', 'An error occurred on the server side.'],
    },
    permissions: (action, input) => {
      if (!(action in actions)) throw unknownAction('ssm', action);
      const names =
        action === 'DescribeParameters' ? [] : ((input.Names as string[] | undefined) ?? [text(input.Name ?? input.Path, 'Name')]);
      const on = (resource: string) => ({ action: `ssm:${action}`, resource, context: {} });
      return action === 'DescribeParameters' ? [on('*')] : names.map((name) => on(parameterArn(name)));
    },
    perform: (action, input) => {
      const perform = actions[action];
      if (!perform) throw unknownAction('ssm', action);
      return perform(input);
    },
  };
}

/** A name with a leading slash gives an ARN with one slash. */
function parameterArn(name: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;
}

function find(parameters: Map<string, Stored>, name: string): Stored | undefined {
  return parameters.get(name) ?? [...parameters.values()].find(({ Name }) => parameterArn(Name) === name);
}

function existing(parameters: Map<string, Stored>, name: string): Stored {
  const found = find(parameters, name);
  if (!found) throw new AwsError(400, 'ParameterNotFound', `Parameter ${name} not found.`);
  return found;
}

function shown({ Name, Type, Value, Version, LastModifiedDate }: Stored): Input {
  return { Name, Type, Value, Version, LastModifiedDate, ARN: parameterArn(Name), DataType: 'text' };
}
