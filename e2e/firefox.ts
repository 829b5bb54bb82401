import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Firefox as it is installed; null: it is not. Given by the environment, else Debian's. */
export const firefoxPath =
  [process.env.DEBUT_FIREFOX, '/usr/bin/firefox', '/usr/bin/firefox-esr'].find((file) => file && existsSync(file)) ??
  null;

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/**
 * An installed Firefox with a profile of its own, driven by its own protocol (Marionette): Playwright drives only a Firefox
 * that it has patched itself.
 */
export class Firefox {
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #profile: string;
  readonly #answers = new Map<number, (answer: readonly [error: unknown, value: unknown]) => void>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  private constructor(process: ChildProcess, socket: Socket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.on('data', (data) => this.#receive(data));
  }

  static async open(file: string): Promise<Firefox> {
    const profile = mkdtempSync(path.join(tmpdir(), 'debut-firefox-'));
    const port = await freePort();
    const settings = {
      'marionette.port': port,
      'intl.accept_languages': 'en-GB',
      'browser.shell.checkDefaultBrowser': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'app.update.auto': false,
    };
    const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(path.join(profile, 'user.js'), lines.join('\n'));
    const process = spawn(file, ['--headless', '--marionette', '--profile', profile], { stdio: 'ignore' });
    const firefox = new Firefox(process, await connected(port), profile);
    await firefox.#send('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    await firefox.#send('WebDriver:SetTimeouts', { script: 600_000, pageLoad: 60_000, implicit: 60_000 });
    return firefox;
  }

  async goTo(address: string): Promise<void> {
    await this.#send('WebDriver:Navigate', { url: address });
  }

  /** Runs a function in the page and answers with what it resolves to, which has to be plain. */
  async run<Given extends readonly unknown[], Result>(
    what: (...given: Given) => Result | Promise<Result>,
    ...given: Given
  ): Promise<Result> {
    // What runs TypeScript here names inner functions by a function that the page has not.
    const script = `const __name = (named) => named; const done = arguments[arguments.length - 1];
      Promise.resolve((${what})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = await this.#send('WebDriver:ExecuteAsyncScript', { script, args: given });
    const { value, error } = (answer as { value: { value: Result; error?: string } }).value;
    if (error) throw new Error(error);
    return value;
  }

  /** A page in a tab of its own, as {@link goTo} and {@link run} reach it once it is {@link turnTo turned to}. */
  async newTab(): Promise<string> {
    const { handle } = (await this.#send('WebDriver:NewWindow', { type: 'tab' })) as { handle: string };
    return handle;
  }

  async currentTab(): Promise<string> {
    return ((await this.#send('WebDriver:GetWindowHandle', {})) as { value: string }).value;
  }

  async turnTo(tab: string): Promise<void> {
    await this.#send('WebDriver:SwitchToWindow', { handle: tab, focus: true });
  }

  /** Gives files of this machine to the page's file chooser, all at once. */
  async choose(files: readonly string[]): Promise<void> {
    const found = await this.#send('WebDriver:FindElement', { using: 'css selector', value: 'input[type="file"]' });
    const id = (found as { value: Record<string, string> }).value[elementKey];
    await this.#send('WebDriver:ElementSendKeys', { id, text: files.join('\n') });
  }

  async close(): Promise<void> {
    await this.#send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
    this.#socket.destroy();
    this.#process.kill();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async #send(command: string, given: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const message = Buffer.from(JSON.stringify([0, id, command, given]));
    const answered = new Promise<readonly [unknown, unknown]>((resolve) => this.#answers.set(id, resolve));
    this.#socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    const [error, value] = await answered;
    if (error) throw new Error(`${command}: ${JSON.stringify(error)}`);
    return value;
  }

  /** Messages come as their length in digits, a colon, and JSON: [1, id, error, answer]. */
  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      const length = Number(this.#received.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || this.#received.length < colon + 1 + length) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, colon + 1 + length).toString()) as unknown;
      this.#received = this.#received.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, id, error, value] = message as [number, number, unknown, unknown];
      this.#answers.get(id)?.([error, value]);
      this.#answers.delete(id);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** As soon as Firefox listens; it takes some seconds to start. */
async function connected(port: number): Promise<Socket> {
  for (let tries = 0; ; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return socket;
    if (tries >= 120) throw new Error('Firefox does not listen');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
