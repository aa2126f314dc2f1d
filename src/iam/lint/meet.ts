/**
 * Can a Resource pattern of a policy and an ARN of the Service Authorization Reference (`arn:${Partition}:s3:::${BucketName}`) both match
 * one and the same ARN? Steps are at most the product of their lengths.
 */
export function mayMeet(pattern: string, typeArn: string): boolean {
  const written = pattern.replaceAll(/\$\{[^}*?$]+\}/g, '*').replaceAll(/\$\{([*?$])\}/g, 'x');
  // With as many colons on both sides each part stands for its like.
  const ours = codesOf(written, written.split(':').length === typeArn.split(':').length);
  const theirs = typeCodes(typeArn);
  let row = new Uint8Array(theirs.length + 1);
  for (let i = ours.length; i >= 0; i--) {
    const below = row;
    row = new Uint8Array(theirs.length + 1);
    for (let j = theirs.length; j >= 0; j--)
      row[j] = meets(ours[i], theirs[j], { skipOurs: below[j], skipTheirs: row[j + 1], both: below[j + 1] }) ? 1 : 0;
  }
  return row[0] === 1;
}

type Code = string | { readonly hole: 'any' | 'oneOf' | 'noSlash' | 'noColon' };

interface Ways {
  readonly skipOurs: number | undefined;
  readonly skipTheirs: number | undefined;
  readonly both: number | undefined;
}

function meets(one: Code | undefined, other: Code | undefined, { skipOurs, skipTheirs, both }: Ways): boolean {
  if (one === undefined && other === undefined) return true;
  if (typeof one === 'object' && one.hole !== 'oneOf') {
    if (skipOurs === 1 || (other !== undefined && fits(other, one.hole) && skipTheirs === 1)) return true;
  }
  if (typeof other === 'object' && (skipTheirs === 1 || (one !== undefined && fits(one, other.hole) && skipOurs === 1))) return true;
  if (one === undefined || other === undefined || typeof other === 'object') return false;
  return (typeof one === 'object' ? one.hole === 'oneOf' : one === other) && both === 1;
}

function fits(code: Code, hole: string): boolean {
  return hole === 'noSlash' ? code !== '/' : hole !== 'noColon' || code !== ':';
}

function codesOf(text: string, inParts: boolean): readonly Code[] {
  const star: Code = { hole: inParts ? 'noColon' : 'any' };
  return [...text].map((character): Code => (character === '*' ? star : character === '?' ? { hole: 'oneOf' } : character));
}

/** The name of a bucket holds no slash: what follows one is the object. The first parts of an ARN hold no colon. */
function typeCodes(arn: string): readonly Code[] {
  return arn.split(/(\$\{[^}]+\})/).flatMap((part): readonly Code[] => {
    if (!part.startsWith('${')) return [...part];
    return [{ hole: HOLES.get(part) ?? 'any' }];
  });
}

const HOLES: ReadonlyMap<string, 'noSlash' | 'noColon'> = new Map([
  ['${BucketName}', 'noSlash'],
  ['${Partition}', 'noColon'],
  ['${Region}', 'noColon'],
  ['${Account}', 'noColon'],
]);
