import { loadConfig } from './config.ts';
import { run } from './run.ts';

await run(loadConfig);
