import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lockFolder } from '../../../../src/platform/database/folder-lock.ts';

const folder = () => join(mkdtempSync(join(tmpdir(), 'waylight-lock-')), 'database');

describe('the lock of the embedded database', () => {
  it('keeps everybody else out until it is released', () => {
    const at = folder();
    const release = lockFolder(at);
    expect(() => lockFolder(at)).toThrow(`DATA_DIR: ${at} is in use by process ${process.pid}.`);
    release();
    expect(existsSync(`${at}.lock`)).toBe(false);
    lockFolder(at)();
  });

  it('is taken over from a process that is gone', () => {
    const at = folder();
    writeFileSync(`${at}.lock`, '999999999 1');
    expect(() => lockFolder(at)()).not.toThrow();
  });

  it('is taken over when the id of its holder was given to another process', () => {
    const at = folder();
    writeFileSync(`${at}.lock`, `${process.pid} 1`);
    expect(() => lockFolder(at)()).not.toThrow();
  });

  it('is taken over when it was never finished', () => {
    const at = folder();
    writeFileSync(`${at}.lock`, '');
    expect(() => lockFolder(at)()).not.toThrow();
  });
});
