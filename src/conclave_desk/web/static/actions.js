// What a guard does besides scanning: turn round, type, and the rarer things behind one more touch.

import { newId } from "/ids.js";
import { Lost } from "/station.js";
import { make, Sheet } from "/sheet.js";
import { line } from "/verdict.js";

const find = (id) => document.getElementById(id);
const REASONS = ["reason-known", "reason-protocol", "reason-roster"];
const REFUSED = {
  nothing_to_annul: "annul-nothing",
  annulled: "annul-annulled",
  another_scan: "annul-another",
  too_many_attempts: "supervisor-closed",
  no_supervisor: "supervisor-badge",
  badge_alone: "supervisor-badge",
};

export class Actions {
  judged = null;
  #page;
  #sheet;
  #hears = null;

  constructor(page) {
    this.#page = page;
    this.#sheet = new Sheet(() => page.texts);
  }

  listen() {
    find("turn").addEventListener("click", () => this.#page.turn(this.#page.direction === "in" ? "out" : "in"));
    find("type").addEventListener("click", () => this.type());
    find("more").addEventListener("click", () => this.more());
    find("due").addEventListener("click", (event) => {
      event.stopPropagation();
      this.#handed();
    });
    find("trouble").addEventListener("click", () => this.kept());
    find("sheet").addEventListener("close", () => {
      this.#hears = null;
    });
  }

  show() {
    const { texts, gate, direction } = this.#page;
    find("turn").textContent = texts[direction === "in" ? "turn-out" : "turn-in"];
    find("turn").hidden = gate.directions.length < 2;
    find("type").textContent = texts.type;
    find("more").textContent = texts.more;
  }

  /** A code that was read while a sheet waits for a badge; whether it was meant for the sheet. */
  takes(code) {
    if (!this.#hears) return false;
    this.#hears(code);
    return true;
  }

  type() {
    const { texts } = this.#page;
    const given = (code) => {
      this.#sheet.close();
      this.#page.scan({ code, typed: true });
    };
    const [form, typed] = this.#sheet.field(texts["type-hint"], "send", given, {
      autocapitalize: "characters",
      dir: "ltr",
      maxLength: 2000,
    });
    this.#sheet.open(texts.type, form);
    typed.focus();
  }

  more() {
    const { camera, texts } = this.#page;
    const choices = [
      ["name", () => this.name()],
      ["override", () => this.override(), !this.judged?.told.overridable],
      ["annul", () => this.annul()],
      ["language", () => this.language()],
      ["light", () => this.#light()],
      ["torch", () => this.#aside(() => camera.turnTorch()), !camera.torch.can],
      ["camera", () => this.#aside(() => this.#page.look(() => camera.next())), !camera.on],
    ].map(([key, done, dull]) => {
      const button = this.#sheet.button(key, done);
      button.disabled = dull ?? false;
      return button;
    });
    this.#sheet.open(texts.more, this.#sheet.choices(...choices));
  }

  #aside(done) {
    this.#sheet.close();
    done();
  }

  #light() {
    this.#page.light(document.documentElement.dataset.light === "day" ? "night" : "day");
    this.#sheet.close();
  }

  language() {
    const { gate, texts } = this.#page;
    const choices = Object.entries(gate.languages).map(([code, own]) => {
      const button = this.#sheet.button(own, async () => {
        if (await this.#page.speak(code)) this.#sheet.close();
        else this.#tell(this.#page.texts.again);
      });
      button.lang = code;
      return button;
    });
    this.#sheet.open(texts.language, this.#sheet.choices(...choices), this.#note());
  }

  // A name, for a badge that was forgotten

  name() {
    const { texts } = this.#page;
    const list = make("div", "", { className: "found" });
    let asked = 0;
    const look = async (text) => {
      const mine = (asked += 1);
      if ([...text].length < 3) return list.replaceChildren();
      const answer = await this.#ask("name", { text });
      if (mine === asked && answer?.status === 200) list.replaceChildren(...this.#people(answer.told.found));
    };
    const [form, typed] = this.#sheet.field(texts["search-hint"], "", look, { autocapitalize: "words" });
    let timer = 0;
    typed.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => look(typed.value.trim()), 250);
    });
    this.#sheet.open(texts.search, form, list, this.#note());
    typed.focus();
  }

  #people(found) {
    if (!found.length) return [make("p", this.#page.texts["search-none"])];
    return found.map(({ person, who, category }) => {
      const button = make("button", "", { type: "button" });
      button.append(make("b", who), make("span", category));
      button.addEventListener("click", () => {
        this.#sheet.close();
        this.#page.scan({ person });
      });
      return button;
    });
  }

  /** What was to be handed out has been; a touch that the station did not hear leaves it as it is. */
  async #handed() {
    const { told, sent } = this.judged ?? {};
    if (!told?.due) return;
    const answer = await this.#ask("handed", sent);
    if (answer?.status === 200 && this.judged?.told === told) {
      find("due").textContent = `☑ ${told.due}`;
      this.judged = { told: { ...told, due: "" }, sent };
    }
  }

  // A supervisor lets somebody in against a refusal

  override() {
    const { texts, gate } = this.#page;
    if (!gate.supervised) {
      this.#sheet.open(texts.override, make("p", texts["supervisor-none"]));
      return;
    }
    const { told } = this.judged;
    const reasons = REASONS.map((key) => this.#sheet.button(key, () => this.#supervisor(texts[key])));
    const [form] = this.#sheet.field(texts["reason-other"], "on", (reason) => this.#supervisor(reason));
    this.#sheet.open(`${texts.override}: ${texts["override-hint"]}`, make("p", `${told.who}: ${told.sentence}`), ...reasons, form);
  }

  #supervisor(reason) {
    const { texts, gate } = this.#page;
    const { kept, tried, ...sent } = this.judged.sent;
    const scan = { ...sent, scan_id: newId() };
    const carry = async (supervisor) => {
      this.#hears = null;
      const answer = await this.#ask("override", { scan, supervisor, reason });
      if (answer?.status === 200) {
        this.#sheet.close();
        this.#page.judged(answer.told);
        this.#page.verdict.list(answer.told);
        return;
      }
      if (answer?.told.refused === "no_supervisor" && /^\d+$/.test(supervisor)) this.#tell(texts["supervisor-pin"]);
      this.#hears = carry;
    };
    if (gate.override_by === "badge") {
      this.#sheet.open(texts.override, make("p", reason), make("p", texts["supervisor-ask-badge"]), this.#note());
      this.#hears = carry;
      return;
    }
    const [form] = this.#sheet.field(texts["supervisor-ask"], "override-do", carry, {
      type: "password",
      inputMode: "numeric",
      autocomplete: "one-time-code",
    });
    this.#sheet.open(texts.override, make("p", reason), form, this.#note());
    this.#hears = carry;
  }

  // Taking back the last scan

  async annul() {
    const { texts, gate, station } = this.#page;
    this.#sheet.open(texts["annul-title"], this.#note());
    const answer = await this.#ask("annullable");
    if (answer?.status !== 200) return;
    const { told } = answer;
    const take = async () => {
      const taken = await this.#ask("annul", { scan_id: told.scan_id });
      if (taken?.status !== 200) return;
      this.#sheet.close();
      this.#page.forget();
      this.#page.judged(taken.told);
    };
    const shown = make("ol", "", { className: "told" });
    shown.append(line(told, this.#page.clock(told.at)));
    const what = make("p", texts["annul-what"]);
    this.#sheet.open(texts["annul-title"], shown, what, this.#sheet.button("annul-do", take, "go"), this.#note());
  }

  // What was kept while the station was out of reach

  kept() {
    const { texts, queue } = this.#page;
    if (!queue.waiting.length) return;
    const list = make("ol", "", { className: "told" });
    list.append(
      ...queue.waiting.map((scan) => {
        const entry = make("li");
        const what = scan.sent.typed ? scan.sent.code : "";
        entry.append(make("span", [this.#page.clock(scan.at), texts[scan.sent.direction], what].filter(Boolean).join(" · ")));
        if (scan.fault) entry.append(make("b", scan.fault));
        if (scan.tried && !scan.fault) entry.append(make("span", texts["kept-sent"]));
        else {
          entry.append(
            this.#sheet.button(scan.fault ? "not-taken-read" : "kept-strike", async () => {
              await queue.strike(scan.order);
              entry.remove();
            }),
          );
        }
        return entry;
      }),
    );
    this.#sheet.open(texts["kept-title"], list);
  }

  returned(answers) {
    const list = make("ol", "", { className: "told" });
    const grave = (told) => (["stop", "wait"].includes(told.kind) ? 0 : 1);
    const sorted = [...answers].sort((one, other) => grave(one) - grave(other));
    list.append(...sorted.map((told) => line(told, this.#page.clock(told.at))));
    this.#sheet.open(this.#page.texts["returned-title"], list);
  }

  // Asking

  #note() {
    return make("p", "", { className: "note", role: "alert" });
  }

  #tell(text) {
    const note = document.querySelector("#sheet .note");
    if (note) note.textContent = text;
  }

  #refusal({ refused, until }) {
    const { texts } = this.#page;
    return (texts[REFUSED[refused]] ?? refused).replace("{time}", until ? this.#page.clock(until, false) : "");
  }

  async #ask(path, sent = null) {
    const { texts, station } = this.#page;
    this.#tell("");
    try {
      const answer = await station.ask(path, sent);
      if (answer.status === 409) this.#tell(this.#refusal(answer.told));
      else if (answer.status !== 200) this.#tell(answer.status === 429 ? texts.often : (answer.told.fault ?? texts.again));
      return answer;
    } catch (fault) {
      if (!(fault instanceof Lost)) throw fault;
      this.#tell(texts.again);
      return null;
    }
  }
}
