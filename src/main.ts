import { SetupService } from './access/setup.service.ts';
import { Config, loadConfig } from './config.ts';
import { run } from './run.ts';

await run(loadConfig, async (app, url) => {
  const { serves, publicUrl } = app.get(Config);
  if (!serves) return;
  const token = await app.get(SetupService).newToken();
  if (token)
    console.log(
      `\n  Nobody has an account yet. Create the first administrator at\n  ${new URL(`/?setup=${token}`, publicUrl ?? url).href}\n`,
    );
});
