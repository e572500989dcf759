// The answer fills the screen for a while, then makes room for the next badge; the last ten stand below.

const HOLDS = 4000;
const LAST = 10;

const find = (id) => document.getElementById(id);
const put = (id, text) => {
  find(id).textContent = text ?? "";
};

export function shape(kind, name = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#shape-${kind === "fault" ? "stop" : kind}`);
  svg.append(use);
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

export class Verdict {
  shown = null;
  last = [];
  #since = 0;
  #timer = 0;
  #clock;
  #texts;

  constructor(texts, clock) {
    this.#texts = texts;
    this.#clock = clock;
  }

  /** An answer: it fills the screen at once, whatever stood there; a refusal that had no time to be read is named. */
  answer(told, { again = false } = {}) {
    const before = this.shown;
    const brief = before && performance.now() - this.#since < HOLDS;
    const alarm = brief && !again && ["wait", "stop"].includes(before.kind) && before.scan_id !== told.scan_id;
    this.#fill(told.kind, told.word, {
      who: told.who,
      marks: told.marks && `! ${told.marks}`,
      sentence: told.sentence,
      next: told.next,
      small: [told.office, told.passport, told.badge, again || told.repeated ? this.#again(told) : ""]
        .filter(Boolean)
        .join(" · "),
      before: alarm ? `${this.#texts()["before"]} ${before.word} · ${before.who || before.sentence}` : "",
    });
    this.shown = told;
    this.#since = performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.rest(), HOLDS);
  }

  /** Nothing was recorded, or nobody answers: that stands until it is otherwise, or for a while. */
  trouble(kind, word, sentence, next = "", { brief = false } = {}) {
    clearTimeout(this.#timer);
    this.shown = null;
    this.#fill(kind, word, { sentence, next });
    if (brief) this.#timer = setTimeout(() => this.rest(), HOLDS);
  }

  rest() {
    clearTimeout(this.#timer);
    this.shown = null;
    find("verdict").hidden = true;
    find("ready").hidden = false;
  }

  list(told) {
    if (this.last.some((found) => found.scan_id === told.scan_id)) return;
    this.last = [told, ...this.last].slice(0, LAST);
    this.showLast();
  }

  showLast() {
    find("last").replaceChildren(
      ...this.last.map((told) => {
        const line = document.createElement("li");
        line.dataset.kind = told.kind;
        const word = document.createElement("b");
        word.textContent = told.word;
        const who = document.createElement("span");
        who.textContent = told.who || told.sentence;
        line.append(this.#clock(told.at), shape(told.kind), word, who);
        return line;
      }),
    );
  }

  #again(told) {
    return this.#texts()["repeated"].replace("{time}", this.#clock(told.at));
  }

  #fill(kind, word, said) {
    const panel = find("verdict");
    panel.dataset.kind = kind;
    find("shape").setAttribute("href", `#shape-${kind === "fault" ? "stop" : kind}`);
    put("word", word);
    for (const id of ["who", "marks", "sentence", "next", "small", "before"]) put(id, said[id]);
    panel.hidden = false;
    find("ready").hidden = true;
  }
}
