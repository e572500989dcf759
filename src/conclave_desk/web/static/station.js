// Talks to the station: notices at once when it is out of reach, and when it is back; keeps its clock.

const PULSE = 2000;
const PATIENCE = 4000;

export class Lost extends Error {}

export class Station extends EventTarget {
  lost = false;
  language = "en";
  #ahead = 0;
  #timer = 0;
  #out = false;

  /** The station's time, in milliseconds; the phone's own clock may be wrong. */
  now() {
    return Date.now() + this.#ahead;
  }

  begin() {
    addEventListener("offline", () => this.#away());
    addEventListener("online", () => this.pulse());
    document.addEventListener("visibilitychange", () => document.hidden || this.pulse());
    return this.pulse();
  }

  /** One question; resolves to { status, told, wait }, or throws Lost. */
  async ask(path, sent, { raw = null, query = {}, patience = PATIENCE } = {}) {
    const url = `/api/${path}?${new URLSearchParams({ language: this.language, ...query })}`;
    const given = { signal: AbortSignal.timeout(patience), credentials: "same-origin", cache: "no-store" };
    if (raw) Object.assign(given, { method: "POST", body: raw });
    else if (sent) {
      given.method = "POST";
      given.headers = { "content-type": "application/json" };
      given.body = JSON.stringify(sent);
    }
    let answer;
    let told;
    try {
      answer = await fetch(url, given);
      told = await answer.json();
    } catch {
      this.#away();
      throw new Lost();
    }
    if (answer.status === 401) {
      this.#out = true;
      this.dispatchEvent(new Event("unpaired"));
    }
    this.#here();
    return { status: answer.status, told, wait: Number(answer.headers.get("retry-after") ?? 0) };
  }

  async pulse() {
    clearTimeout(this.#timer);
    try {
      const asked = Date.now();
      const { status, told } = await this.ask("pulse", null, { patience: 3000 });
      if (status === 200) {
        this.#ahead = Date.parse(told.now) - (asked + Date.now()) / 2;
        this.dispatchEvent(new CustomEvent("pulse", { detail: told }));
      }
    } catch (fault) {
      if (!(fault instanceof Lost)) throw fault;
    } finally {
      clearTimeout(this.#timer);
      if (!this.#out) this.#timer = setTimeout(() => this.pulse(), this.lost ? PULSE / 2 : PULSE);
    }
  }

  #away() {
    if (this.lost) return;
    this.lost = true;
    this.dispatchEvent(new Event("lost"));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.pulse(), PULSE / 2);
  }

  #here() {
    if (!this.lost) return;
    this.lost = false;
    this.dispatchEvent(new Event("back"));
  }
}
