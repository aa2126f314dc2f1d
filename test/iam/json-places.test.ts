import { expect, test } from 'vitest';
import { statementPositions } from '../../src/iam/index.ts';

const STATEMENT = '{"Effect":"Allow","Action":"*","Resource":"*"}';

test('statements are found after their opening and after their closing brace', () => {
  expect(statementPositions(`{"Statement":[${STATEMENT},\n  ${STATEMENT}]}`)).toEqual([
    { start: { line: 1, column: 16 }, end: { line: 1, column: 61 } },
    { start: { line: 2, column: 4 }, end: { line: 2, column: 49 } },
  ]);
});

test('a statement that stands alone is found', () => {
  expect(statementPositions(`{\n"Statement": ${STATEMENT}\n}`)).toEqual([{ start: { line: 2, column: 15 }, end: { line: 2, column: 60 } }]);
});

test('what only looks like a statement is none', () => {
  expect(statementPositions(`{"Id":"Statement","Other":{"Statement":[{}]},"Statement":[${STATEMENT}]}`)).toHaveLength(1);
  expect(statementPositions('{"Version":"2012-10-17"}')).toEqual([]);
  expect(statementPositions('not JSON')).toEqual([]);
});
