// The scan page: camera to reader to queue to verdict.

import { Actions } from "/actions.js";
import { Camera } from "/camera.js";
import { Queue } from "/queue.js";
import { Reader } from "/reader.js";
import { Signals } from "/signals.js";
import { Station } from "/station.js";
import { Verdict } from "/verdict.js";

const REPEAT = 5000;

const find = (id) => document.getElementById(id);

class Page {
  station = new Station();
  signals = new Signals();
  camera = new Camera(find("view"));
  queue = new Queue(this.station);
  verdict = new Verdict(() => this.texts, (at) => this.clock(at));
  reader = new Reader(find("view"), this.station, (codes) => this.seen(codes));
  actions = new Actions(this);
  texts = {};
  gate = null;
  direction = "in";
  pulse = null;
  #seen = new Map();
  #answers = new Map();

  async begin() {
    this.light(localStorage.getItem("light") ?? (matchMedia("(prefers-color-scheme: light)").matches ? "day" : "night"));
    this.station.language = localStorage.getItem("language") ?? "";
    this.#listen();
    await this.speak(this.station.language);
    await this.queue.begin();
    await this.station.begin();
    find("start").hidden = false;
    this.reader.run();
    setInterval(() => this.showBar(), 1000);
  }

  #listen() {
    const { station, queue } = this;
    station.addEventListener("pulse", (event) => {
      this.pulse = event.detail;
      this.showBar();
    });
    station.addEventListener("lost", () => this.showTrouble());
    station.addEventListener("back", () => this.showTrouble());
    station.addEventListener("unpaired", () => location.reload());
    queue.addEventListener("changed", () => this.showTrouble());
    queue.addEventListener("answer", (event) => this.answered(event.detail));
    queue.addEventListener("fault", (event) => this.failed(event.detail));
    find("start").addEventListener("click", () => this.start());
    find("verdict").addEventListener("click", () => this.verdict.rest());
    this.actions.listen();
  }

  /** The page in that language; what was shown already too. */
  async speak(language) {
    this.station.language = language || navigator.language.slice(0, 2);
    const { status, told } = await this.station.ask("gate");
    if (status !== 200) return;
    this.station.language = told.language;
    if (language) localStorage.setItem("language", language);
    const turned = this.gate !== null;
    [this.gate, this.texts] = [told, told.texts];
    if (!turned) this.direction = told.directions[0];
    document.documentElement.lang = told.language;
    document.documentElement.dir = told.right_to_left ? "rtl" : "ltr";
    document.title = `${told.name} · ${told.event}`;
    this.verdict.last = told.last;
    this.verdict.showLast();
    this.verdict.rest();
    find("start").textContent = this.texts["start"];
    this.showBar();
    this.showTrouble();
    this.actions.show();
  }

  light(which) {
    document.documentElement.dataset.light = which;
    localStorage.setItem("light", which);
  }

  async start() {
    await this.signals.begin();
    try {
      await this.camera.open();
      find("start").hidden = true;
      find("hint").textContent = this.texts["hold"];
    } catch (fault) {
      find("hint").textContent = `${this.texts["no-camera"]} (${fault.name})`;
    }
  }

  // What was read

  seen(codes) {
    for (const code of codes) this.read(code);
  }

  /** One code, unless it is still the one that was read a moment ago. */
  async read(code, typed = false) {
    const now = performance.now();
    const before = this.#seen.get(code);
    if (!typed) this.#seen.set(code, now);
    if (!typed && before !== undefined && now - before < REPEAT) return;
    await this.queue.add({ code, gate: this.gate.code, direction: this.direction, typed });
  }

  /** The direction is another: the same badge again is meant. */
  turn(direction) {
    this.direction = direction;
    this.#seen.clear();
    this.showBar();
    this.actions.show();
  }

  answered({ told }) {
    this.verdict.answer(told);
    this.verdict.list(told);
    this.signals.give(told.kind);
    this.showTrouble();
  }

  failed(fault) {
    this.verdict.trouble("fault", this.texts["not-recorded"], this.texts["not-recorded-next"].replace("{fault}", fault));
    this.signals.give("fault");
  }

  // What stands around the verdict

  clock(at, seconds = true) {
    return new Date(at).toLocaleTimeString("en-GB", {
      timeZone: this.gate.timezone,
      ...(seconds ? {} : { hour: "2-digit", minute: "2-digit" }),
    });
  }

  showBar() {
    if (!this.gate) return;
    const { gate, pulse, texts } = this;
    find("gate").textContent = gate.name;
    find("zone").textContent = gate.zone;
    find("way").textContent = `${texts[this.direction]} ${this.direction === "in" ? "→" : "←"}`;
    find("clock").textContent = this.clock(this.station.now());
    if (!pulse) return;
    const [of, counts] = pulse.capacity ? ["inside-of", [pulse.inside, pulse.capacity]] : ["inside", [pulse.inside]];
    find("inside").textContent = texts[of].replace("{count}", counts[0]).replace("{capacity}", counts[1]);
    find("list").textContent = pulse.as_of
      ? texts["roster-as-of"].replace("{time}", this.clock(pulse.as_of, false))
      : texts["roster-live"];
  }

  showTrouble() {
    const kept = this.queue.waiting.length;
    const { lost } = this.station;
    const count = kept ? this.texts["kept"]?.replace("{count}", kept) : "";
    find("trouble").hidden = !lost && !this.queue.waiting.some((found) => found.fault);
    find("trouble").textContent = [lost ? this.texts["lost"] : "", count].filter(Boolean).join(" · ");
    document.documentElement.dataset.lost = lost ? "yes" : "";
    if (lost && kept) this.verdict.trouble("fault", this.texts["lost"], this.texts["lost-next"], count);
    else if (!lost && !this.verdict.shown) this.verdict.rest();
  }
}

new Page().begin();
