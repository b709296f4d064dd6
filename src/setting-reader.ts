/** The environment as Node gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads one setting after the other, each with its rule; what is wrong is told, and reading goes on with the default. */
export type SettingReader = ReturnType<typeof createSettingReader>;

/** Makes the reader of `env`, which adds to `problems`. Values that may be secret never appear there: only their length does. */
export function createSettingReader(env: Environment, problems: string[]) {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  return {
    text,
    problem: (problem: string): void => {
      problems.push(problem);
    },
    matching(name: string, pattern: RegExp, expected: string): string | undefined {
      const value = text(name);
      if (value === undefined || pattern.test(value)) return value;
      problems.push(`${name}: cần ${expected}, nhưng nhận được một chuỗi ${value.length} ký tự không đúng dạng`);
      return undefined;
    },
    secret(name: string, modeName: string, mode: string): string | undefined {
      const value = text(name);
      if (mode !== 'webhook' && value === undefined) return undefined;
      if (value && /^[\w-]{16,256}$/u.test(value)) return value;
      problems.push(
        `${name}: cần từ 16 đến 256 ký tự chữ, số, _ hoặc - (tạo bằng: openssl rand -hex 32) vì ${modeName}=${mode}, nhưng ${
          value ? `nhận được ${value.length} ký tự không đúng dạng` : 'đang trống'
        }`,
      );
      return undefined;
    },
    choice<const Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
      const value = text(name);
      if (value === undefined) return fallback;
      const choice = choices.find((candidate) => candidate === value.toLowerCase());
      if (choice === undefined)
        problems.push(`${name}: cần một trong ${choices.join(', ')}, nhưng nhận được "${value}"`);
      return choice ?? fallback;
    },
    integer(name: string, fallback: number, min: number, max: number): number {
      const value = text(name);
      if (value === undefined) return fallback;
      const number = /^\d{1,10}$/u.test(value) ? Number(value) : Number.NaN;
      if (number >= min && number <= max) return number;
      problems.push(`${name}: cần một số nguyên từ ${min} đến ${max}, nhưng nhận được "${value}"`);
      return fallback;
    },
    url<Fallback extends string | undefined>(
      name: string,
      fallback: Fallback,
      protocols: readonly string[],
    ): string | Fallback {
      const value = text(name);
      if (value === undefined) return fallback;
      const url = URL.canParse(value) ? new URL(value) : undefined;
      if (url && protocols.includes(url.protocol) && !url.search && !url.hash && !url.username) {
        return value.replace(/\/+$/u, '');
      }
      problems.push(
        `${name}: cần một địa chỉ bắt đầu bằng ${protocols.map((protocol) => `${protocol}//`).join(' hoặc ')}, nhưng nhận được "${withoutSecrets(value)}"`,
      );
      return fallback;
    },
    directory(name: string, fallback: string, isDirectory: (path: string) => boolean): string {
      const value = text(name);
      if (value === undefined || isDirectory(value)) return value ?? fallback;
      problems.push(`${name}: cần một thư mục đã có, nhưng không thấy thư mục "${value}"`);
      return fallback;
    },
    databaseUrl(name: string, fallback: string): string {
      const value = text(name) ?? fallback;
      if (/^(file:.+|postgres(ql)?:\/\/.+)/u.test(value)) return value;
      problems.push(`${name}: cần file:<đường dẫn> hoặc postgres://…, nhưng nhận được "${withoutSecrets(value)}"`);
      return fallback;
    },
  };
}

function withoutSecrets(value: string): string {
  return value.replace(/\/\/[^@/]*@/u, '//***@');
}
