import { describe, expect, it } from '@jest/globals';
import { isPin, missingProof, readPicture } from '../../../../src/logistics/deliveries/proof.rules.ts';
import { feeMinor, firstEta } from '../../../../src/logistics/deliveries/quote.rules.ts';

const url = (type: string, bytes: Buffer | string) =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)]);
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(64)]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"/></svg>';
const refused = (kind: 'photo' | 'signature', given: string) => 'refused' in readPicture(kind, given);

describe('pictures', () => {
  it('keeps exactly the bytes that were sent', () => {
    expect(readPicture('photo', url('image/jpeg', JPEG))).toEqual({ mediaType: 'image/jpeg', bytes: JPEG });
    expect(readPicture('signature', url('image/png', PNG))).toEqual({ mediaType: 'image/png', bytes: PNG });
    expect(readPicture('signature', `data:image/svg+xml,${encodeURIComponent(SVG)}`)).toEqual({
      mediaType: 'image/svg+xml',
      bytes: Buffer.from(SVG),
    });
  });

  it('refuses other types, and bytes that are not what they claim', () => {
    expect(refused('photo', url('image/gif', 'GIF89a'))).toBe(true);
    expect(refused('photo', url('image/svg+xml', SVG))).toBe(true);
    expect(refused('photo', url('image/jpeg', PNG))).toBe(true);
    expect(refused('photo', 'https://example.org/photo.jpg')).toBe(true);
    expect(refused('signature', 'data:image/svg+xml,%E0%A4%A')).toBe(true);
  });

  it('refuses drawings that could act', () => {
    for (const inner of [
      '<script>alert(1)</script>',
      '<path onload="alert(1)"/>',
      '<image href="https://example.org/x"/>',
      '<foreignObject/>',
      '<style>@import "x"</style>',
    ])
      expect(refused('signature', url('image/svg+xml', `<svg>${inner}</svg>`))).toBe(true);
    expect(refused('signature', url('image/svg+xml', `<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}`))).toBe(true);
  });

  it('refuses what is too large', () => {
    const large = Buffer.concat([JPEG, Buffer.alloc(4_000_000)]);
    expect(refused('photo', url('image/jpeg', large))).toBe(true);
  });
});

describe('required proof', () => {
  it('is missing until given now or taken before', () => {
    expect(missingProof(['photo', 'pin'], {}, [])).toEqual(['photo', 'pin']);
    expect(missingProof(['photo', 'pin'], { pin: '1234' }, ['photo'])).toEqual([]);
  });

  it('compares PINs of any length without throwing', () => {
    expect(isPin('0042', '0042')).toBe(true);
    expect(isPin('42', '0042')).toBe(false);
    expect(isPin('', '0042')).toBe(false);
  });
});

describe('a quote', () => {
  const a = { lon: 11.97, lat: 57.7 };
  const b = { lon: 12.02, lat: 57.72 };
  it('costs a base and so much for each begun kilometre', () => {
    expect(feeMinor(a, a)).toBe(3_900);
    expect(feeMinor(a, b)).toBe(3_900 + 4 * 900);
  });

  it('estimates an interval around the likely minute', () => {
    const { p10, p50, p90 } = firstEta(a, b, new Date(0));
    expect(p10.getTime()).toBeLessThan(p50.getTime());
    expect(p50.getTime()).toBeLessThan(p90.getTime());
  });
});
