import { readConfig } from './config.ts';
import { nearestName } from './core/nearest-name.ts';
import type { Environment } from './setting-reader.ts';

/** Names that an `.env` file may hold for the runtime, the database client or the system; nothing of ours begins so. */
const FOREIGN = /^(?:NODE_|PG[A-Z]|UV_|NPM_|TZ$|LANG$|LC_|(?:HTTPS?|NO|ALL)_PROXY$|SSL_|COMPOSE_|DOCKER_)/iu;
/** Names in the environment that are meant for us even where no `.env` file says so. */
const OURS = /^(?:TELEGRAM|ZALO)_/u;

const MOST_SHOWN = 3;

/**
 * Tells of settings that nobody reads, most of them misspelt: names of the `.env` file, and names of the environment
 * that begin as ours do. Never tells a value.
 */
export function findUnknownSettings(env: Environment, namesInFile: readonly string[]): readonly string[] {
  const known = settingNames();
  const inEnvironment = Object.keys(env).filter((name) => OURS.test(name));
  return [...new Set([...namesInFile, ...inEnvironment])]
    .filter((name) => !known.includes(name) && !FOREIGN.test(name) && env[name]?.trim())
    .flatMap((name) => {
      const meant = meantBy(name, known);
      // Another program's name in the environment may begin as ours do.
      if (meant.length === 0 && !namesInFile.includes(name)) return [];
      return `Lưu ý: không có cài đặt nào tên ${name} nên không được dùng; ${
        meant.length > 0 ? `có phải là ${meant.join(' hay ')} không?` : 'các tên dùng được: xem .env.example.'
      }`;
    });
}

/** The settings that `name` may stand for: those that hold each of its words, else the one that is spelt most alike. */
function meantBy(name: string, known: readonly string[]): readonly string[] {
  const words = name.toUpperCase().split('_');
  const longer = known.filter((one) => words.every((word) => one.split('_').includes(word)));
  return longer.length > 0 ? longer.slice(0, MOST_SHOWN) : [nearestName(name, known) ?? []].flat();
}

/** Names of all settings: those that reading the configuration asks for. */
function settingNames(): readonly string[] {
  const names = new Set<string>();
  const recorder: Environment = new Proxy({}, { get: (_, name) => void names.add(String(name)) });
  readConfig(recorder);
  return [...names];
}
