// oxlint-disable-next-line no-control-regex -- these are what must not reach the terminal
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from outside (names, parameters, error messages) without control and direction characters; tabs become spaces. */
export function clean(text: string): string {
  return text.replaceAll('\t', '  ').replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '�');
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return clean(text).replaceAll(/\s*\n\s*/g, ' ');
}
