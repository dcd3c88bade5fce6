import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** When a process began, in the kernel's ticks, where the system tells: ids are given out again, also after a crash. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Who holds the lock, if that process still runs. */
function holderOf(file: string): number | null {
  const [pid = '', start = ''] = readFileSync(file, 'utf8').split(' ');
  const holder = Number(pid);
  return holder > 0 && isAlive(holder) && startOf(holder) === start ? holder : null;
}

function tryLock(file: string): boolean {
  try {
    const fd = openSync(file, 'wx');
    writeSync(fd, `${process.pid} ${startOf(process.pid)}`);
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * One process per embedded database: PGlite itself takes no lock, and two writers silently lose data.
 * Takes over the lock of a process that is gone. Throws when another process holds it.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder.replace(/\/+$/, '')}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  if (!tryLock(file)) {
    const holder = holderOf(file);
    if (holder) throw new Error(`DATA_DIR: ${folder} is in use by process ${holder}.`);
    rmSync(file, { force: true });
    if (!tryLock(file)) throw new Error(`DATA_DIR: ${folder} was taken by another process just now.`);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  return () => {
    process.off('exit', release);
    release();
  };
}
