// A sheet over the page, for what a guard does now and then: large fields, one question at a time.

export function make(tag, text = "", more = {}) {
  const made = Object.assign(document.createElement(tag), more);
  if (text) made.textContent = text;
  return made;
}

export class Sheet {
  #dialog = document.getElementById("sheet");
  #texts;

  constructor(texts) {
    this.#texts = texts;
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open(title, ...parts) {
    const back = this.button("back", () => this.close());
    this.#dialog.replaceChildren(make("h2", title), ...parts, back);
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  button(key, done, name = "") {
    const button = make("button", this.#texts()[key] ?? key, { type: "button", className: name });
    button.addEventListener("click", done);
    return button;
  }

  choices(...buttons) {
    const choices = make("div", "", { className: "choices" });
    choices.append(...buttons);
    return choices;
  }

  /** A form with one field; `given` hears what stands in it. */
  field(hint, go, given, more = {}) {
    const form = make("form");
    const typed = make("input", "", { autocomplete: "off", spellcheck: false, maxLength: 200, ...more });
    typed.setAttribute("aria-label", hint);
    form.append(make("p", hint), typed);
    if (go) form.append(make("button", this.#texts()[go], { className: "go" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (typed.value.trim()) given(typed.value.trim());
    });
    return [form, typed];
  }
}
