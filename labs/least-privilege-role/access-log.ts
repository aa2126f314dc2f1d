const DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;
const REGION = 'eu-west-1';

interface Job {
  readonly now: Date;
  readonly account: string;
  readonly bucket: string;
}

/**
 * What the role `legacy-job` did in the 90 days before `now`: one CloudTrail-like record a line, oldest first. Each night it lists
 * and reads what came in, writes a summary, and tells a queue. It also tries three things that it is refused.
 */
export function accessLog({ now, account, bucket }: Job): string {
  const lines: string[] = [];
  for (let back = DAYS; back > 0; back--) {
    const night = new Date(now.getTime() - back * DAY);
    const date = night.toISOString().slice(0, 10);
    const files = 1 + (back % 3);
    const object = (key: string) => `arn:aws:s3:::${bucket}/${key}`;
    const record = recorder(date, account);

    lines.push(
      record('ssm', 'GetParameter', `arn:aws:ssm:${REGION}:${account}:parameter/legacy-job/config`, { name: '/legacy-job/config' }),
    );
    lines.push(record('s3', 'ListObjectsV2', `arn:aws:s3:::${bucket}`, { bucketName: bucket, prefix: `incoming/${date}/` }));
    for (let file = 0; file < files; file++) {
      const key = `incoming/${date}/orders-${file}.csv`;
      lines.push(record('s3', 'HeadObject', object(key), { bucketName: bucket, key }));
      lines.push(record('s3', 'GetObject', object(key), { bucketName: bucket, key }));
    }
    lines.push(record('s3', 'PutObject', object(`summaries/${date}.json`), { bucketName: bucket, key: `summaries/${date}.json` }));
    lines.push(record('sqs', 'SendMessage', `arn:aws:sqs:${REGION}:${account}:reports-done`, {}));
    lines.push(record('s3', 'DeleteObject', object(`incoming/${date}/orders-0.csv`), { bucketName: bucket }, 'AccessDenied'));
    if (back % 30 === 0) {
      lines.push(record('iam', 'ListUsers', `arn:aws:iam::${account}:user/`, {}, 'AccessDenied'));
      lines.push(record('kms', 'Decrypt', `arn:aws:kms:${REGION}:${account}:key/old`, {}, 'AccessDenied'));
    }
  }
  return `${lines.join('\n')}\n`;
}

function recorder(date: string, account: string) {
  let seconds = 0;
  return (service: string, eventName: string, resource: string, requestParameters: object, errorCode?: string): string => {
    seconds += 7;
    const time = `${date}T02:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}Z`;
    return JSON.stringify({
      eventTime: time,
      eventSource: `${service}.amazonaws.com`,
      eventName,
      userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/legacy-job/nightly` },
      resources: [{ ARN: resource }],
      requestParameters,
      ...(errorCode === undefined ? {} : { errorCode }),
    });
  };
}
