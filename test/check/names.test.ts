import { expect, test } from 'vitest';
import { closest } from '../../src/check/closest.ts';
import { freshName, isFresh, namesOfRun, replaceNames } from '../../src/check/names.ts';

const DRAWN = { 'lab-photos': 'lab-photos-7f3a', 'lab-photos-old': 'lab-photos-7f3a-old', '111122223333': '998877665544' };

test.each([
  ['aws s3 ls s3://lab-photos/uploads/', 'aws s3 ls s3://lab-photos-7f3a/uploads/'],
  ['arn:aws:s3:::lab-photos*', 'arn:aws:s3:::lab-photos-7f3a*'],
  ['lab-photos-backup', 'lab-photos-7f3a-backup'],
  ['lab-photos-old/a', 'lab-photos-7f3a-old/a'],
  ['my-lab-photos lab-photoshop', 'my-lab-photos lab-photoshop'],
  ['arn:aws:iam::111122223333:root', 'arn:aws:iam::998877665544:root'],
  ['1111222233334', '1111222233334'],
  ['$PHOTOS is lab-photos-7f3a', '$PHOTOS is lab-photos-7f3a'],
])('%s is read as %s', (written, read) => {
  expect(replaceNames(written, DRAWN)).toBe(read);
  expect(replaceNames(read, DRAWN)).toBe(read);
});

test('a name for the run keeps its stem, stands inside a text, and cannot be foreseen', () => {
  const marked = `uploads/${freshName('photo')}.jpg`;
  expect(isFresh(marked)).toBe(true);
  const one = namesOfRun('seed one', DRAWN).in(marked);
  expect(one).toMatch(/^uploads\/photo-[a-z0-9]{6}\.jpg$/);
  expect(namesOfRun('seed one', DRAWN).in(marked)).toBe(one);
  expect(namesOfRun('seed two', DRAWN).in(marked)).not.toBe(one);
});

test.each([
  ['thumbnailer', ['thumbnail', 'deployer'], 'thumbnail'],
  ['thumbnailer', ['Thumbnailer'], 'Thumbnailer'],
  ['thumbnailer', ['thumbnialer'], 'thumbnialer'],
  ['data', ['dta', 'admin'], 'dta'],
  ['app', ['worker', 'myapplication'], undefined],
])('of the names near %s in %j it is %s', (name, names, near) => {
  expect(closest(name, names)).toBe(near);
});
