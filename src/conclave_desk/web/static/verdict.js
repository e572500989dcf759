// The answer fills the screen for a while, then makes room for the next badge; the last ten stand below.

const HOLDS = 4000;
const TOGETHER = 60000;
const LAST = 10;
const SVG = "http://www.w3.org/2000/svg";
const LINES = ["who", "marks", "sentence", "next", "asks", "small", "before"];

const find = (id) => document.getElementById(id);

function shape(kind) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#shape-${kind}`);
  svg.append(use);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** An answer in a line: when, the word with its shape, who, and why if refused. */
export function line(told, time) {
  const made = document.createElement("li");
  made.dataset.kind = told.kind;
  const word = document.createElement("b");
  word.textContent = told.word;
  const who = document.createElement("span");
  who.textContent = [told.who, told.admitted || told.kind === "left" ? "" : told.sentence].filter(Boolean).join(" · ");
  made.append(time, shape(told.kind), word, who);
  return made;
}

export class Verdict {
  shown = null;
  last = [];
  #since = 0;
  #timer = 0;
  #ticks = 0;
  #photo = "";
  #clock;
  #texts;

  constructor(texts, clock) {
    this.#texts = texts;
    this.#clock = clock;
    addEventListener("resize", () => find("verdict").hidden || this.#fit());
  }

  /** An answer: it fills the screen at once, whatever stood there; a refusal that had no time to be read is named. */
  answer(told, { again = false } = {}) {
    const texts = this.#texts();
    const [before, age] = [this.shown, performance.now() - this.#since];
    const same = before?.serial && before.serial === told.serial;
    const escorted = before?.asks === "escort" && age < TOGETHER && !same && told.admitted;
    const alarm = before && age < HOLDS && !again && !same && !escorted && !told.overrode;
    const unread = alarm && ["wait", "stop"].includes(before.kind);
    this.#fill(told.kind, told.word, {
      who: told.who,
      marks: told.marks && `! ${told.marks}`,
      sentence: told.sentence,
      next: told.next,
      asks: escorted ? texts.escorted.replace("{guest}", before.who) : "",
      small: [told.office, told.passport, told.badge, again || told.repeated ? this.#again(told) : ""]
        .filter(Boolean)
        .join(" · "),
      before: unread ? `${texts.before} ${before.word} · ${before.who || before.sentence}` : "",
    });
    this.#show(told.photo);
    find("due").textContent = `☐ ${told.due ?? ""}`;
    find("due").hidden = !told.due;
    this.shown = told;
    this.#since = performance.now();
    this.#stand(told.asks || escorted || told.due ? TOGETHER : HOLDS);
    if (told.asks) this.#count(told.asks);
  }

  /** Nothing was recorded, or nobody answers: that stands until it is otherwise, or for a while. */
  trouble(word, sentence, next = "", { brief = false } = {}) {
    this.#stand(brief ? HOLDS : 0);
    this.shown = null;
    this.#fill("fault", word, { sentence, next });
    this.#show("");
    find("due").hidden = true;
  }

  rest() {
    this.#stand(0);
    this.shown = null;
    find("verdict").hidden = true;
    find("ready").hidden = false;
  }

  list(told) {
    this.last = [told, ...this.last.filter((found) => found.scan_id !== told.scan_id)].slice(0, LAST);
    this.showLast();
  }

  showLast() {
    find("last").replaceChildren(...this.last.map((told) => line(told, this.#clock(told.at))));
  }

  #stand(time) {
    clearTimeout(this.#timer);
    clearInterval(this.#ticks);
    if (time) this.#timer = setTimeout(() => this.rest(), time);
  }

  #count(asks) {
    const tell = () => {
      const left = Math.max(0, Math.round((TOGETHER - (performance.now() - this.#since)) / 1000));
      find("asks").textContent = this.#texts()[`asks-${asks}`].replace("{seconds}", left);
    };
    tell();
    this.#ticks = setInterval(tell, 1000);
  }

  #again(told) {
    return this.#texts().repeated.replace("{time}", this.#clock(told.at));
  }

  #show(photo) {
    URL.revokeObjectURL(this.#photo);
    this.#photo = photo ? URL.createObjectURL(new Blob([Uint8Array.from(atob(photo), (c) => c.charCodeAt(0))])) : "";
    find("photo").src = this.#photo;
    find("photo").hidden = !photo;
  }

  #fill(kind, word, said) {
    const panel = find("verdict");
    panel.dataset.kind = kind;
    find("shape").setAttribute("href", `#shape-${kind === "fault" ? "stop" : kind}`);
    find("word").textContent = word;
    for (const id of LINES) find(id).textContent = said[id] ?? "";
    panel.hidden = false;
    find("ready").hidden = true;
    this.#fit();
  }

  /** The word as large as fits, however long it is in the guard's language. */
  #fit() {
    const word = find("word");
    const panel = find("verdict");
    const below = getComputedStyle(word.parentElement).flexDirection === "column";
    const room = { wide: panel.clientWidth * (below ? 0.9 : 0.62), high: panel.clientHeight * 0.24 };
    word.style.fontSize = "100px";
    const size = Math.min((100 * room.wide) / word.offsetWidth, room.high);
    word.style.fontSize = `${Math.floor(size)}px`;
  }
}
