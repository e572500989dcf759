// What a guard does besides scanning: turn round, type, and the rarer things behind one more touch.

const find = (id) => document.getElementById(id);

export function make(tag, text, more = {}) {
  const made = Object.assign(document.createElement(tag), more);
  if (text) made.textContent = text;
  return made;
}

export class Actions {
  #page;
  #sheet = find("sheet");

  constructor(page) {
    this.#page = page;
  }

  listen() {
    find("turn").addEventListener("click", () => this.#turn());
    find("type").addEventListener("click", () => this.type());
    find("more").addEventListener("click", () => this.more());
  }

  show() {
    const { texts, gate, direction } = this.#page;
    find("turn").textContent = texts[direction === "in" ? "turn-out" : "turn-in"];
    find("turn").disabled = gate.directions.length < 2;
    find("type").textContent = texts["type"];
    find("more").textContent = texts["more"];
  }

  #turn() {
    this.#page.turn(this.#page.direction === "in" ? "out" : "in");
  }

  open(title, ...parts) {
    this.#sheet.replaceChildren(make("h2", title), ...parts, this.#button("back", () => this.close()));
    if (!this.#sheet.open) this.#sheet.showModal();
  }

  close() {
    this.#sheet.close();
  }

  #button(key, done, name = "") {
    const button = make("button", this.#page.texts[key], { type: "button", className: name });
    button.addEventListener("click", done);
    return button;
  }

  type() {
    const { texts } = this.#page;
    const form = make("form");
    const typed = make("input", "", { autocapitalize: "characters", autocomplete: "off", spellcheck: false, dir: "ltr" });
    typed.setAttribute("aria-label", texts["type-hint"]);
    const go = make("button", texts["send"], { className: "go" });
    form.append(make("p", texts["type-hint"]), typed, go);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = typed.value.trim();
      this.close();
      if (code) this.#page.read(code, true);
    });
    this.open(texts["type"], form);
    typed.focus();
  }

  more() {
    const choices = make("div", "", { className: "choices" });
    this.open(this.#page.texts["more"], choices);
  }
}
