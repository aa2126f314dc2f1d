import { AwsError } from '../../wire/aws-error.ts';
import type { CallContext } from '../contract.ts';
import { iamArn } from './arns.ts';
import { keyLastUsed } from './last-used.ts';
import { devicesOwnedBy } from './mfa-codes.ts';
import { dateOf } from './new-entity.ts';
import { operation } from './operation.ts';
import type { AccessKeyRecord, UserRecord } from './records.ts';
import { iamState, type IamState } from './state.ts';
import { rootView } from './views.ts';

const FOUR_HOURS = 4 * 60 * 60 * 1000;
const A_DAY = 24 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const COLUMNS = [
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active',
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service',
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service',
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
].join(',');

/** A report is made anew only when the last is four hours old. */
export const generateCredentialReport = operation('GenerateCredentialReport', {
  authorize: () => ({ resource: '*' }),
  handle: (_input, call) => {
    const state = iamState(call.own);
    const last = state.credentialReport.get();
    if (last !== undefined && call.now.getTime() - Date.parse(last.generated) < FOUR_HOURS) return { State: 'COMPLETE' as const };
    state.credentialReport.set({ generated: dateOf(call), csv: reportOf(state, call) });
    return { State: 'STARTED' as const, Description: 'No report exists. Starting a new report generation task' };
  },
});

export const getCredentialReport = operation('GetCredentialReport', {
  authorize: () => ({ resource: '*' }),
  handle: (_input, call) => {
    const report = iamState(call.own).credentialReport.get();
    if (report === undefined) throw new AwsError('ReportNotPresent', 'No report exists. Please generate a report first.', 410);
    const generated = new Date(report.generated);
    if (call.now.getTime() - generated.getTime() > A_DAY)
      throw new AwsError('ReportExpired', 'The report has expired. Please generate a new one.', 410);
    return { Content: Buffer.from(report.csv), ReportFormat: 'text/csv' as const, GeneratedTime: generated };
  },
});

function reportOf(state: IamState, call: CallContext): string {
  const root = [
    '<root_account>',
    `arn:aws:iam::${state.account}:root`,
    csvDate(rootView(state).CreateDate),
    'not_supported',
    'no_information',
    'not_supported',
    'not_supported',
    String(devicesOwnedBy(state, { type: 'Root' }).length > 0),
    ...keyColumns(keysOwnedBy(state, undefined), call),
  ];
  const users = state.users.all().map((user) => [...userColumns(state, user), ...keyColumns(keysOwnedBy(state, user.name), call)]);
  return [COLUMNS, ...[root, ...users].map((columns) => columns.join(','))].join('\n');
}

function userColumns(state: IamState, user: UserRecord): string[] {
  const profile = user.loginProfile;
  const maxAge = state.settings.get()?.passwordPolicy?.MaxPasswordAge;
  const next = profile === undefined || maxAge === undefined ? undefined : new Date(Date.parse(profile.changed) + maxAge * A_DAY);
  return [
    user.name,
    iamArn(state.account, 'user', user.path, user.name),
    csvDate(user.createDate),
    String(profile !== undefined),
    profile === undefined ? 'N/A' : user.passwordLastUsed === undefined ? 'no_information' : csvDate(user.passwordLastUsed),
    profile === undefined ? 'N/A' : csvDate(profile.changed),
    next === undefined ? 'N/A' : csvDate(next),
    String(devicesOwnedBy(state, { type: 'User', name: user.name }).length > 0),
  ];
}

function keyColumns(keys: readonly AccessKeyRecord[], call: CallContext): string[] {
  const [first, second] = keys.toSorted((a, b) => (a.createDate < b.createDate ? -1 : 1));
  return [...oneKey(first, call), ...oneKey(second, call), 'false', 'N/A', 'false', 'N/A'];
}

function oneKey(key: AccessKeyRecord | undefined, call: CallContext): string[] {
  if (key === undefined) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const use = keyLastUsed(call.own, key.id);
  const used = use === undefined ? ['N/A', 'N/A', 'N/A'] : [csvDate(use.time), use.region, use.service];
  return [String(key.status === 'Active'), csvDate(key.createDate), ...used];
}

const keysOwnedBy = (state: IamState, name: string | undefined) =>
  [...state.accessKeys.values()].filter(({ userName }) => userName === name);

// `2026-11-23T21:00:00+00:00`
function csvDate(date: string | Date | undefined): string {
  return date === undefined ? 'N/A' : new Date(date).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}
