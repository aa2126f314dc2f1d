import { ServiceError } from './errors.ts';
import type { HttpAnswer } from './http.ts';

const STATUS_TEXT: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable',
};

/**
 * Reads what a service says instead of a result: XML (`<Code>`, `<Message>`) or JSON (`__type` or the header
 * `x-amzn-errortype`). An answer without a body, as S3 gives to HEAD, is its status.
 */
export function readServiceError(operation: string, answer: Pick<HttpAnswer, 'statusCode' | 'headers'>, body: Uint8Array): ServiceError {
  const text = Buffer.from(body).toString('utf8').trim();
  const { code, message } = text.startsWith('<') ? fromXml(text) : fromJson(text, answer.headers);
  const fallback = STATUS_TEXT[answer.statusCode] ?? 'Unknown';
  return new ServiceError(
    operation,
    code ?? String(answer.statusCode),
    message ?? (code === undefined ? fallback : 'Unknown'),
    answer.statusCode,
  );
}

function fromXml(text: string) {
  return { code: element(text, 'Code'), message: element(text, 'Message') };
}

function element(xml: string, name: string): string | undefined {
  const content = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return content?.replace(/&(lt|gt|quot|apos|amp|#\d+|#x[\da-f]+);/gi, (_, entity: string) => decodeEntity(entity));
}

function decodeEntity(entity: string): string {
  if (entity.startsWith('#')) return String.fromCodePoint(/^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : Number(entity.slice(1)));
  return { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }[entity.toLowerCase()] ?? '';
}

function fromJson(text: string, headers: HttpAnswer['headers']) {
  const body = parsed(text);
  const ofQuery = headers['x-amzn-query-error']?.split(';')[0];
  const type = ofQuery ?? headers['x-amzn-errortype'] ?? string(body['__type']) ?? string(body['code']);
  const code = type?.split(':')[0]?.split('#').at(-1);
  const message = string(body['message']) ?? string(body['Message']);
  return { code, message: message ?? (code === undefined ? undefined : '') };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
