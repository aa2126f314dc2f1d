import { formatArn, parseArn } from '../../../aws/arn.ts';

export type IamResource = 'user' | 'group' | 'role' | 'policy' | 'instance-profile' | 'mfa' | 'oidc-provider' | 'saml-provider';

/** `arn:aws:iam::ACCOUNT:user/path/name`. `path` begins and ends with `/`; account `aws` for policies that AWS manages. */
export function iamArn(account: string, resource: IamResource, path: string, name: string): string {
  return formatArn({ service: 'iam', account, resource: `${resource}${path}${name}` });
}

export interface IamArn {
  readonly account: string;
  /** `user`, `role`, `policy`, ...; `root` stands alone. */
  readonly resource: string;
  readonly path: string;
  readonly name: string;
}

/** Takes an IAM ARN apart; undefined for one of another service or for no ARN. */
export function parseIamArn(text: string): IamArn | undefined {
  const arn = parseArn(text);
  if (arn === undefined || arn.service !== 'iam') return undefined;
  const [, resource = arn.resource, path = '/', name = ''] = /^([a-z-]+)(\/(?:.*\/)?)([^/]*)$/.exec(arn.resource) ?? [];
  return { account: arn.account, resource, path, name };
}
