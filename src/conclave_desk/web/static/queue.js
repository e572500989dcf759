// Every scan is kept first and sent then, one after the other, with the same id until it is answered.

import { Kept } from "/kept.js";
import { Lost } from "/station.js";

export class Queue extends EventTarget {
  waiting = [];
  #kept = new Kept();
  #station;
  #sending = false;
  #last = 0;

  constructor(station) {
    super();
    this.#station = station;
    station.addEventListener("back", () => this.send());
  }

  async begin() {
    await this.#kept.open();
    this.waiting = await this.#kept.all();
    this.#changed();
    this.send();
  }

  /** Keep a scan ({ code, gate, direction, typed }) and have it answered as soon as may be. */
  async add(asked) {
    this.#last = Math.max(Date.now(), this.#last + 1);
    const scan = {
      order: this.#last,
      at: new Date(this.#station.now()).toISOString(),
      tried: false,
      sent: { scan_id: crypto.randomUUID(), ...asked },
    };
    if (this.#station.lost) scan.sent.kept = scan.at;
    this.waiting.push(scan);
    await this.#kept.put(scan);
    this.#changed();
    await this.send();
  }

  /** The guest went away before the station could be asked. */
  async strike(order) {
    const scan = this.waiting.find((found) => found.order === order);
    if (scan && !scan.tried) await this.#done(scan);
  }

  async send() {
    if (this.#sending || this.#station.lost) return;
    this.#sending = true;
    try {
      for (let scan; (scan = this.waiting.find((found) => !found.fault)); ) await this.#ask(scan);
    } catch (fault) {
      if (!(fault instanceof Lost)) throw fault;
    } finally {
      this.#sending = false;
    }
  }

  async #ask(scan) {
    const sent = { ...scan.sent };
    if (!scan.tried) {
      scan.tried = true;
      scan.sent.kept = scan.at;
      await this.#kept.put(scan);
    }
    const { status, told, wait } = await this.#station.ask("scan", sent);
    if (status === 200) {
      await this.#done(scan);
      this.dispatchEvent(new CustomEvent("answer", { detail: { scan, told } }));
    } else if (status === 422) {
      scan.fault = told.fault;
      await this.#kept.put(scan);
      this.#changed();
    } else if (status === 401) {
      throw new Lost();
    } else {
      if (status !== 429) this.dispatchEvent(new CustomEvent("fault", { detail: told.fault }));
      await new Promise((resume) => setTimeout(resume, 1000 * (wait || 2)));
    }
  }

  /** What the station will not take was read by the guard. */
  async dismiss(order) {
    const scan = this.waiting.find((found) => found.order === order);
    if (scan?.fault) await this.#done(scan);
  }

  async #done(scan) {
    await this.#kept.drop(scan.order);
    this.waiting = this.waiting.filter((found) => found !== scan);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("changed"));
  }
}
