import { expect, it } from 'vitest';

import { crc32, crc32c, crc64nvme } from '../../../../src/emulator/services/s3/crc.ts';

/** The check values of the catalogue of CRC algorithms: https://reveng.sourceforge.io/crc-catalogue/all.htm */
it.each([
  ['CRC-32/ISO-HDLC', crc32, 'cbf43926'],
  ['CRC-32/ISCSI', crc32c, 'e3069283'],
  ['CRC-64/NVME', crc64nvme, 'ae8b14860a799888'],
])('%s of 123456789 is as catalogued', (_name, crc, hex) => {
  expect(Buffer.from(crc(Buffer.from('123456789')), 'base64').toString('hex')).toBe(hex);
});
