import { type Program, runProgram } from './program.ts';

/** Several processes of the real program, told apart by their place in a list. */
export interface Fleet {
  /** Rejects when a process ends without being told to. */
  readonly broken: Promise<never>;
  /** Ends the process in that place; gives how long it took, ms. */
  end(index: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number>;
  /** Starts another one in that place; does not wait until it is ready. */
  startAgain(index: number): void;
  /** Ends all of them. */
  stop(): Promise<void>;
}

/** Starts a process for each port, and waits until all are ready. */
export async function startFleet(ports: readonly number[], env: Readonly<Record<string, string>>): Promise<Fleet> {
  const told = new Set<Program>();
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  const start = (port: number): Program => {
    const program = runProgram(['start'], { ...env, PORT: String(port) });
    void program.ended().then((code) => {
      if (told.has(program)) return;
      const { stderr } = program.output();
      broken.reject(
        new Error(`expected the program to live until it is told to end, got exit code ${code}: ${stderr}`),
      );
    });
    return program;
  };
  const programs = ports.map(start);
  const end = async (index: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number> => {
    const program = programs[index] as Program;
    const toldAtMs = Date.now();
    told.add(program);
    program.kill(signal);
    await program.ended();
    return Date.now() - toldAtMs;
  };
  await Promise.all(programs.map((program) => program.logged('ready')));
  return {
    broken: broken.promise,
    end,
    startAgain(index) {
      programs[index] = start(ports[index] as number);
    },
    async stop() {
      await Promise.all(programs.map((_, index) => end(index, 'SIGTERM')));
    },
  };
}
