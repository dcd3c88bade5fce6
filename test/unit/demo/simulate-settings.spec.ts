import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../../src/demo/simulate-settings.ts';

const read = (...args: string[]) => readSettings(['--admin', 'a@b.example:s:ecret', ...args]);

describe('readSettings', () => {
  it('needs somebody to act for', () => {
    expect(() => readSettings([])).toThrow(/--admin EMAIL:PASSWORD or --key is missing\nusage: /);
    expect(readSettings(['--key', 'k']).who).toEqual({ key: 'k' });
    expect(read().who).toEqual({ email: 'a@b.example', password: 's:ecret' });
  });

  it('refuses numbers out of range with one clear line', () => {
    expect(() => read('--speed', '5')).toThrow('--speed is a number from 0.1 to 3');
    expect(() => read('--couriers', '1.5')).toThrow('--couriers is a whole number');
    expect(() => read('--orders-per-hour', 'many')).toThrow('--orders-per-hour is a number');
  });

  it('takes one courier for a trace, and a track of a file', () => {
    expect(read('--trace', 'a.csv#12')).toMatchObject({ couriers: 1, trace: { file: 'a.csv', track: '12' } });
    expect(read('--trace', 'a.gpx').trace).toEqual({ file: 'a.gpx' });
    expect(read().trace).toBeUndefined();
  });
});
