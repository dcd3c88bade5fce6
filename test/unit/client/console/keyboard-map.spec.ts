import { describe, expect, it } from '@jest/globals';
import { KEYS, PREFIX_MS, readKey } from '../../../../client/console/keyboard-map.ts';

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('the console’s keys', () => {
  it('hears single keys, whatever the shift', () => {
    expect(readKey(press('j'), null, 0).command).toBe('next');
    expect(readKey(press('J'), null, 0).command).toBe('next');
    expect(readKey(press('/'), null, 0).command).toBe('search');
    expect(readKey(press('?'), null, 0).command).toBe('help');
    expect(readKey(press('q'), null, 0).command).toBeNull();
  });

  it('hears g a as the alerts and not as assign', () => {
    const { prefix, command } = readKey(press('g'), null, 0);
    expect(command).toBeNull();
    expect(readKey(press('a'), prefix, 200)).toEqual({ command: 'alerts', prefix: null });
  });

  it('forgets the prefix after a while', () => {
    const { prefix } = readKey(press('g'), null, 0);
    expect(readKey(press('a'), prefix, PREFIX_MS + 1).command).toBe('assign');
  });

  it('gives no command for an unknown second key', () => {
    const { prefix } = readKey(press('g'), null, 0);
    expect(readKey(press('l'), prefix, 10)).toEqual({ command: null, prefix: null });
  });

  it('leaves keys with Ctrl, Alt or Meta to the browser', () => {
    for (const held of ['ctrlKey', 'altKey', 'metaKey'])
      expect(readKey(press('a', { [held]: true }), null, 0).command).toBeNull();
  });

  it('but hears Ctrl K as the commands', () => {
    expect(readKey(press('k', { ctrlKey: true }), null, 0).command).toBe('commands');
    expect(readKey(press('k', { metaKey: true }), null, 0).command).toBe('commands');
  });

  it('names every command once in the help', () => {
    const commands = KEYS.map(({ command }) => command);
    expect(new Set(commands).size).toBe(commands.length);
  });
});
