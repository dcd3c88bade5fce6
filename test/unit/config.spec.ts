import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '../../src/config.ts';

const linesOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).lines;
  }
};

describe('the environment', () => {
  it('needs nothing', () => {
    expect(loadConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', role: 'all' });
  });

  it('is refused with a line for each variable that is wrong', () => {
    expect(linesOf({ PORT: '70000', LOG_LEVEL: 'loud', TILE_URL: 'https://tiles.example' })).toEqual([
      'PORT: must be a number from 0 to 65535 (it is "70000")',
      expect.stringMatching(/^LOG_LEVEL: .*\(it is "loud"\)$/),
      'TILE_URL: must hold {z}, {x} and {y} (it is "https://tiles.example")',
    ]);
  });

  it('never shows a password, right or wrong', () => {
    const [line] = linesOf({ DATABASE_URL: 'postgress://ada:s3cret@db/x' });
    expect(line).toContain('postgress://ada:***@db/x');
    expect(linesOf({ DATABASE_URL: 'postgres//ada:s3cret@db/x' }).join('')).not.toContain('s3cret');
  });

  it('lets the embedded database serve one process only', () => {
    expect(linesOf({ ROLE: 'worker' })).toEqual([expect.stringMatching(/^ROLE: .*DATABASE_URL/)]);
    expect(linesOf({ REDIS_URL: 'redis://x' })).toEqual([
      expect.stringMatching(/^REDIS_URL: .*DATABASE_URL/),
    ]);
  });
});
