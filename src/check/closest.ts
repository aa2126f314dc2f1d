export { closest } from '../iam/closest.ts';
