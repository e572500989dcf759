// The scan page: camera to reader to queue to verdict.

import { Actions } from "/actions.js";
import { Camera } from "/camera.js";
import { Queue } from "/queue.js";
import { Reader } from "/reader.js";
import { Signals } from "/signals.js";
import { Lost, Station } from "/station.js";
import { Verdict } from "/verdict.js";

const REPEAT = 5000;
const GRAVEST = ["stop", "wait", "check", "admit", "left"];

const find = (id) => document.getElementById(id);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

class Page {
  station = new Station();
  signals = new Signals();
  camera = new Camera(find("view"));
  queue = new Queue(this.station);
  verdict = new Verdict(() => this.texts, (at) => this.clock(at));
  reader = new Reader(find("view"), this.station, (codes) => codes.forEach((code) => this.read(code)));
  actions = new Actions(this);
  texts = {};
  gate = null;
  direction = "in";
  pulse = null;
  unpaired = false;
  #seen = new Map();
  #answered = new Map();
  #returned = [];

  async begin() {
    const bright = matchMedia("(prefers-color-scheme: light)").matches;
    this.light(localStorage.getItem("light") ?? (bright ? "day" : "night"));
    this.#listen();
    while (!this.gate) {
      await this.speak(localStorage.getItem("language") ?? "");
      if (!this.gate) await pause(1000);
    }
    await this.queue.begin();
    await this.station.begin();
    this.reader.run();
    setInterval(() => this.showBar(), 1000);
  }

  #listen() {
    const { station, queue } = this;
    station.addEventListener("pulse", (event) => {
      this.pulse = event.detail;
      this.showBar();
    });
    station.addEventListener("lost", () => this.#lost());
    station.addEventListener("back", () => this.#back());
    station.addEventListener("unpaired", () => this.#out());
    queue.addEventListener("changed", () => this.showState());
    queue.addEventListener("answer", (event) => this.#answer(event.detail));
    queue.addEventListener("fault", (event) => this.#fault(event.detail));
    queue.addEventListener("empty", () => this.#allReturned());
    find("start").addEventListener("click", () => this.start());
    find("verdict").addEventListener("click", () => this.verdict.shown && this.verdict.rest());
    this.actions.listen();
  }

  /** The page in that language, what was shown already too; whether the station was there to say it. */
  async speak(language) {
    const before = this.station.language;
    this.station.language = language;
    let answer;
    try {
      answer = await this.station.ask("gate");
    } catch (fault) {
      if (!(fault instanceof Lost)) throw fault;
    }
    if (answer?.status !== 200) {
      this.station.language = before;
      return false;
    }
    const { told } = answer;
    this.station.language = told.language;
    if (language) localStorage.setItem("language", language);
    if (!this.gate) this.direction = told.directions[0];
    this.gate = told;
    this.texts = told.texts;
    this.pulse = told.pulse;
    document.documentElement.lang = told.language;
    document.documentElement.dir = told.right_to_left ? "rtl" : "ltr";
    document.title = `${told.name} · ${told.event}`;
    find("start").textContent = this.texts.start;
    this.#showCamera();
    this.verdict.last = told.last;
    this.verdict.showLast();
    this.verdict.rest();
    this.showBar();
    this.showState();
    this.actions.show();
    return true;
  }

  light(which) {
    document.documentElement.dataset.light = which;
    localStorage.setItem("light", which);
  }

  async start() {
    await this.signals.begin();
    await this.look(() => this.camera.open());
  }

  /** Open the camera somehow; where it cannot be opened the guard types. */
  async look(open) {
    try {
      await open();
    } catch (fault) {
      find("hint").textContent = `${this.texts["no-camera"]} (${fault.name})`;
    }
    if (this.camera.on) this.#showCamera();
    this.actions.show();
  }

  #showCamera() {
    const { on } = this.camera;
    find("start").hidden = on;
    find("ready").dataset.camera = on ? "on" : "off";
    find("hint").textContent = on ? this.texts.hold : "";
  }

  // What was read

  /** One code, unless it still lies before the camera: then its answer stands there, and no other scan is made. */
  async read(code) {
    const now = performance.now();
    const before = this.#seen.get(code);
    this.#seen.set(code, now);
    const fresh = before === undefined || now - before >= REPEAT;
    if (fresh && this.actions.takes(code)) return;
    if (fresh) await this.scan({ code });
    else if (this.#answered.has(code) && !this.verdict.shown && !this.station.lost) {
      this.verdict.answer(this.#answered.get(code), { again: true });
    }
  }

  /** The direction is another, or the guest is to be judged anew: the same badge again is meant. */
  forget() {
    this.#seen.clear();
    this.#answered.clear();
  }

  async scan(what) {
    if (this.unpaired) return;
    await this.queue.add({ gate: this.gate.code, direction: this.direction, ...what });
    if (this.station.lost) this.#lost();
  }

  turn(direction) {
    this.direction = direction;
    this.forget();
    this.verdict.rest();
    this.showBar();
    this.actions.show();
  }

  #answer({ scan, told, together }) {
    if (scan.sent.code) this.#answered.set(scan.sent.code, told);
    this.verdict.list(told);
    if (this.pulse && told.inside !== null) this.pulse.inside = told.inside;
    this.showBar();
    if (together) this.#returned.push(told);
    else this.judged(told, scan.sent);
  }

  /** An answer to what stands before the guard now. */
  judged(told, sent = null) {
    this.verdict.answer(told);
    this.actions.judged = sent ? { told, sent } : null;
    this.signals.give(told.kind);
    this.actions.show();
  }

  /** Several scans were kept and have their answers: the guard reads them in peace. */
  #allReturned() {
    if (!this.#returned.length) return;
    const kinds = this.#returned.map((told) => told.kind);
    this.signals.give(GRAVEST.find((kind) => kinds.includes(kind)));
    this.actions.returned(this.#returned);
    this.#returned = [];
  }

  #fault(fault) {
    const next = this.texts["not-recorded-next"].replace("{fault}", fault);
    this.verdict.trouble(this.texts["not-recorded"], next);
    this.signals.give("fault");
  }

  /** Nobody is let in on this page now. Where the browser reads codes itself, the camera is seen again after a while. */
  #lost() {
    const { texts, queue, reader } = this;
    const kept = queue.waiting.length ? texts.kept.replace("{count}", queue.waiting.length) : "";
    const next = [kept, reader.alone ? "" : texts["lost-type"]].filter(Boolean).join(" · ");
    this.verdict.trouble(texts.lost, texts["lost-next"], next, { brief: reader.alone });
    this.signals.give("fault");
    this.showState();
  }

  #back() {
    this.verdict.rest();
    this.showState();
  }

  #out() {
    this.unpaired = true;
    this.camera.close();
    this.verdict.trouble(this.texts.unpaired, this.texts["unpaired-next"]);
    this.showState();
  }

  // What stands around the verdict

  clock(at, seconds = true) {
    const shown = { timeZone: this.gate.timezone, hour12: false, hour: "2-digit", minute: "2-digit" };
    return new Date(at).toLocaleTimeString("en-GB", seconds ? { ...shown, second: "2-digit" } : shown);
  }

  showBar() {
    const { gate, pulse, texts } = this;
    if (!gate || !pulse) return;
    find("gate").textContent = gate.name;
    find("zone").textContent = gate.zone;
    document.documentElement.dataset.way = this.direction;
    const ahead = (this.direction === "in") !== gate.right_to_left;
    find("way").textContent = `${ahead ? "→" : "←"} ${texts[this.direction]}`;
    find("clock").textContent = this.clock(this.station.now());
    const of = pulse.capacity ? "inside-of" : "inside";
    find("inside").textContent = texts[of].replace("{count}", pulse.inside).replace("{capacity}", pulse.capacity);
    const list = pulse.as_of ? "roster-as-of" : "roster-live";
    const roster = texts[list].replace("{time}", pulse.as_of ? this.clock(pulse.as_of, false) : "");
    find("list").textContent = pulse.offline ? `${texts.offline} · ${roster}` : roster;
  }

  showState() {
    if (!this.gate) return;
    const { texts } = this;
    const kept = this.queue.waiting.length;
    const refused = this.queue.waiting.filter((scan) => scan.fault).length;
    const count = kept ? texts.kept.replace("{count}", kept) : "";
    const lost = this.station.lost || this.unpaired;
    document.documentElement.dataset.lost = lost ? "yes" : "no";
    find("trouble").hidden = !lost && !refused;
    find("trouble").textContent = [lost ? texts[this.unpaired ? "unpaired" : "lost"] : texts["not-taken"], count]
      .filter(Boolean)
      .join(" · ");
  }
}

const page = new Page();
page.begin();
