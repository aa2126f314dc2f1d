import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lintLab, type Proof, proveLab } from '../../src/author/index.ts';
import type { Backend } from '../../src/backend/types.ts';
import { type LabParts, makeLab, removeFolders, startSandbox, temporaryFolder } from '../lab/make-lab.ts';

// Each command of a page is a process of its own.
vi.setConfig({ testTimeout: 180_000 });

let backend: Backend;
beforeAll(async () => {
  backend = await startSandbox();
});
afterAll(async () => {
  await backend.close();
  removeFolders();
});

const TRUST =
  '```json file=trust.json\n{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}\n```\n';
const MAKE = '```sh\naws iam create-role --role-name app --assume-role-policy-document file://trust.json\n```\n';
const policy = (resource: string) =>
  `\`\`\`json file=p.json\n{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"${resource}"}]}\n\`\`\`\n`;
const PUT = '```sh\naws iam put-role-policy --role-name app --policy-name p --policy-document file://p.json\n```\n';
const RIGHT = `${TRUST}${MAKE}${policy('arn:aws:s3:::lab-photos/uploads/*')}${PUT}`;

const CHECK = `const app = role('app');
export const only = check({
  exists: [app],
  exactly: app.among('s3').may({ 's3:GetObject': 'lab-photos/uploads/*' }).because('It could read what is not its own.'),
});`;

const PARTS: LabParts = {
  checks: CHECK,
  names: { PHOTOS: 'lab-photos' },
  setup: `await aws.call('s3', 'CreateBucket', { Bucket: lab.name('lab-photos') });`,
  files: {
    'solutions/one.md': `# One way\n\n## only\n\n${RIGHT}`,
    'solutions/two.md': `# Another way\n\n## only\n\n${TRUST}${MAKE}\n${policy('arn:aws:s3:::lab-photos/uploads/?*')}${PUT}${policy('arn:aws:s3:::lab-photos/uploads/*')}${PUT}`,
    'mistakes/too-wide.md': `---\nstep: only\nrefused: [s3:GetObject]\nsays: what is not its own\n---\n${TRUST}${MAKE}${policy('arn:aws:s3:::lab-photos/*')}${PUT}`,
  },
};

const prove = (parts: LabParts, more: { attempts?: string; mutants?: boolean } = {}): Promise<Proof> =>
  proveLab({ lab: makeLab(parts), backend, aws: 'builtin', scratch: temporaryFolder(), ...more });
const withFiles = (files: Record<string, string>): LabParts => ({ ...PARTS, files: { ...PARTS.files, ...files } });

describe('a lab that is right', () => {
  test('is proven, with its attempts and mutants, and leaves no accounts behind', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'by', 'somebody'), { recursive: true });
    writeFileSync(join(folder, 'by', 'somebody', 'right.md'), `---\nstep: only\nexpect: passed\n---\n${RIGHT}`);
    writeFileSync(
      join(folder, 'wrong.md'),
      `---\nstep: only\nexpect: failed\nsays: there is no role app\n---\n\`\`\`sh\necho nothing\n\`\`\`\n`,
    );
    const before = (await backend.status()).accounts;
    const proof = await prove(PARTS, { attempts: folder, mutants: true });
    expect(proof).toMatchObject({
      lab: 'made-lab',
      backend: 'embedded',
      untouched: { ok: true, steps: [{ step: 'only', result: 'failed', ok: true }] },
      solutions: [
        { name: 'one', ok: true, steps: [{ step: 'only', ok: true }] },
        { name: 'two', ok: true },
      ],
      mistakes: [{ name: 'too-wide', step: 'only', expect: 'failed', result: 'failed', ok: true }],
      attempts: [
        { name: 'right', expect: 'passed', result: 'passed', ok: true },
        { name: 'wrong', expect: 'failed', result: 'failed', ok: true },
      ],
    });
    expect(proof.mutants.killed).toBeGreaterThan(3);
    expect(proof.mutants.survived.map(({ change }) => change).filter((change) => /resource|left out/.test(change))).toEqual([]);
    expect((await backend.status()).accounts).toEqual(before);
  });
});

describe('a lab that is not right', () => {
  test('gives a pass to who did nothing', async () => {
    const { untouched, ok } = await prove({ ...PARTS, checks: `export const only = check({ exists: [user('admin')] });` });
    expect(ok).toBe(false);
    expect(untouched).toMatchObject({
      ok: false,
      steps: [{ result: 'passed', problem: expect.stringContaining('passes without any work') }],
    });
  });

  test('gives it also behind a step that hides it', async () => {
    const { untouched } = await prove({
      ...PARTS,
      steps: ['only', '{ id: hidden, title: t, points: 1, after: [only] }'],
      checks: `${CHECK} export const hidden = check({ exists: [user('admin')] });`,
      files: {
        ...PARTS.files,
        'solutions/one.md': `## only\n\n${RIGHT}\n## hidden\n`,
        'solutions/two.md': `## only\n\n${RIGHT}\n## hidden\n`,
      },
    });
    expect(untouched.steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['only', true],
      ['hidden', false],
    ]);
  });

  test('has a solution whose command fails: its output is shown', async () => {
    const { solutions, ok } = await prove(withFiles({ 'solutions/one.md': `## only\n\n${MAKE}` }));
    expect(ok).toBe(false);
    expect(solutions[0]).toMatchObject({
      name: 'one',
      ok: false,
      steps: [{ ok: false, problem: expect.stringMatching(/^A command ended with \d+:\n[\s\S]*trust\.json/) }],
    });
    expect(solutions[1]?.ok).toBe(true);
  });

  test('has a solution that does not solve', async () => {
    const { solutions } = await prove(withFiles({ 'solutions/one.md': `## only\n\n${TRUST}${MAKE}` }));
    expect(solutions[0]?.steps[0]?.problem).toMatch(/Step `only` is failed: [\s\S]*may not do s3:GetObject/);
  });

  test('has mistakes that pass, that fail for another reason, or that do not name the request', async () => {
    const mistake = (says: string, refused: string, body: string) => `---\nstep: only\nsays: ${says}\nrefused: [${refused}]\n---\n${body}`;
    const wide = `${TRUST}${MAKE}${policy('arn:aws:s3:::lab-photos/*')}${PUT}`;
    const { mistakes } = await prove(
      withFiles({
        'mistakes/a-right.md': mistake('anything', '', RIGHT),
        'mistakes/b-other-words.md': mistake('another boundary', '', wide),
        'mistakes/c-other-request.md': mistake('what is not its own', 's3:PutObject', wide),
      }),
    );
    expect(mistakes.map(({ name, ok }) => [name, ok])).toEqual([
      ['a-right', false],
      ['b-other-words', false],
      ['c-other-request', false],
      ['too-wide', true],
    ]);
    expect(mistakes[0]?.problem).toContain('Expected the step to be failed, it is passed.');
    expect(mistakes[1]?.problem).toContain('No finding says "another boundary"');
    expect(mistakes[2]?.problem).toContain('The evidence does not name s3:PutObject');
  });

  test('has a check that changes the account', async () => {
    const meddling = `state('x', async ({ main }) => {
      await main.aws.call('iam', 'CreateGroup', { GroupName: 'g' + Date.now() });
      return { ok: main.roles.size > 0, found: 'y' };
    })`;
    const { solutions } = await prove({
      ...PARTS,
      checks: `export const only = check({ state: ${meddling} });`,
      files: { ...PARTS.files, 'mistakes/too-wide.md': PARTS.files?.['mistakes/too-wide.md'] ?? '' },
    });
    expect(solutions[0]).toMatchObject({ ok: false, problem: expect.stringContaining('Checking changed the accounts') });
  });

  test('has pages that do not fit it: file, line and mend are named', async () => {
    await expect(prove(withFiles({ 'solutions/one.md': '## onyl\n' }))).rejects.toThrow(
      /solutions\/one\.md:1: There is no step `onyl`\. Mend: name one of: only/,
    );
    await expect(prove(withFiles({ 'mistakes/m.md': '---\nstep: only\n---\n' }))).rejects.toThrow(/mistakes\/m\.md:2: `says`/);
    await expect(prove(PARTS, { attempts: temporaryFolder() })).rejects.toMatchObject({ code: 'attempts.none' });
  });
});

describe('lint', () => {
  const problems = async (parts: LabParts) =>
    (await lintLab(makeLab(parts).folder)).map(({ file, line, problem }) => `${file}:${line}: ${problem}`);
  const step = (hint: string, text: string) => `---\nhints:\n  - ${hint}\n  - The answer.\nafterwards: x\n---\n${text}`;

  test('has nothing to say of a lab that is ready', async () => {
    expect(await problems(PARTS)).toEqual([]);
  });

  test.each<[string, LabParts, RegExp]>([
    [
      'a hint that gives the answer away',
      withFiles({ 'steps/only.md': step('Try `aws iam create-role --role-name app --assume-role-policy-document`.', 'x') }),
      /^steps\/only\.md:3: Hint 1 shares "/,
    ],
    [
      'a step without a mistake',
      { ...PARTS, files: { 'solutions/one.md': `## only\n\n${RIGHT}`, 'solutions/two.md': `## only\n\n${RIGHT}` } },
      /^mistakes\/:1: No mistake is written for step `only`/,
    ],
    [
      'a single solution',
      {
        ...PARTS,
        files: { 'solutions/one.md': `## only\n\n${RIGHT}`, 'mistakes/too-wide.md': PARTS.files?.['mistakes/too-wide.md'] ?? '' },
      },
      /^solutions\/:1: There are 1 solutions/,
    ],
    ['a text of no step', withFiles({ 'steps/extra.md': '---\n---\n' }), /^steps\/extra\.md:1: It is the text of no step/],
    [
      'commands that only bash takes',
      withFiles({ 'steps/only.md': step('Look.', 'Do:\n\n```sh\naws iam get-user | jq .\n```\n') }),
      /^steps\/only\.md:9: The block has a tool that Windows does not have/,
    ],
    ['checks that lack a step', { ...PARTS, checks: 'export const other = 1;' }, /^checks\.ts:1: .*does not export `only`/],
    [
      'a check of one side',
      { ...PARTS, checks: `export const only = check({ allowed: [role('a').does('s3:GetObject', '*')] });` },
      /^checks\.ts:1: .*needs `refused` or `exactly`/,
    ],
  ])('finds %s', async (_what, parts, problem) => {
    expect((await problems(parts)).join('\n')).toMatch(problem);
  });
});
