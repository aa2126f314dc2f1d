/**
 * The AWS CLI's name of an operation or a parameter: `GetMFADevice` is `get-mfa-device`, `PolicyArns` is `policy-arns`,
 * `ListObjectsV2` is `list-objects-v2`.
 */
export function cliName(name: string): string {
  if (name.includes('-')) return name;
  const plural = PLURAL_ACRONYM.exec(name);
  const head = plural ? `${name.slice(0, -plural[0].length)}-${plural[0].toLowerCase()}` : name;
  return head
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Acronyms in the plural end a name: ARNs, ACLs, MFADevices' CIDRs. */
const PLURAL_ACRONYM = /[A-Z]{2,}s$/;
