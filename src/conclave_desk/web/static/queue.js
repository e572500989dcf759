// Every scan is kept first and sent then, one after the other, with the same id until it is answered.

import { newId } from "/ids.js";
import { Kept } from "/kept.js";
import { Lost } from "/station.js";

const LATE = 2000;

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
    this.#tell("changed");
    this.send();
  }

  /** Keep a scan ({ code, gate, direction } and the like) and have it answered as soon as may be. */
  async add(asked) {
    this.#last = Math.max(Date.now(), this.#last + 1);
    const scan = {
      order: this.#last,
      at: new Date(this.#station.now()).toISOString(),
      apart: this.#station.lost,
      tried: false,
      sent: { scan_id: newId(), ...asked },
    };
    this.waiting.push(scan);
    await this.#kept.put(scan);
    this.#tell("changed");
    await this.send();
  }

  /** The guest went away before the station could be asked, or the guard has read why it was not taken. */
  async strike(order) {
    const scan = this.waiting.find((found) => found.order === order);
    if (scan && (!scan.tried || scan.fault)) await this.#done(scan);
  }

  async send() {
    if (this.#sending || this.#station.lost) return;
    this.#sending = true;
    const together = this.waiting.filter((scan) => this.#late(scan) && !scan.fault).length > 1;
    try {
      for (let scan; (scan = this.waiting.find((found) => !found.fault)); ) {
        await this.#ask(scan, together && this.#late(scan));
      }
    } catch (fault) {
      if (!(fault instanceof Lost)) throw fault;
    } finally {
      this.#sending = false;
      this.#tell("empty");
    }
  }

  async #ask(scan, together) {
    // What comes at once has the station's time; what was kept, or was sent and not answered, has the phone's.
    const sent = scan.tried || this.#late(scan) ? { ...scan.sent, kept: scan.at } : scan.sent;
    if (!scan.tried) {
      scan.tried = true;
      await this.#kept.put(scan);
    }
    const { status, told, wait } = await this.#station.ask("scan", sent);
    if (status === 200) {
      await this.#done(scan);
      this.#tell("answer", { scan, told, together });
    } else if (status === 422) {
      scan.fault = told.fault;
      await this.#kept.put(scan);
      this.#tell("changed");
    } else if (status === 401) {
      throw new Lost();
    } else {
      if (status !== 429) this.#tell("fault", told.fault);
      await new Promise((resume) => setTimeout(resume, 1000 * (wait || 2)));
    }
  }

  #late(scan) {
    return scan.apart || Date.now() - scan.order > LATE;
  }

  async #done(scan) {
    this.waiting = this.waiting.filter((found) => found !== scan);
    await this.#kept.drop(scan.order);
    this.#tell("changed");
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
