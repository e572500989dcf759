// Scans that have no answer yet, on the phone's own disk, so that neither a lost network nor a closed page loses one.

const NAME = "gate";
const STORE = "kept";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export class Kept {
  #db = null;
  #memory = new Map();

  async open() {
    try {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "order" });
      this.#db = await done(opening);
    } catch {
      // A private window may refuse; then a scan lives as long as the page does.
      this.#db = null;
    }
  }

  /** All of them, the oldest first. */
  async all() {
    if (!this.#db) return [...this.#memory.values()].sort((one, other) => one.order - other.order);
    return done(this.#store("readonly").getAll());
  }

  async put(scan) {
    if (this.#db) await done(this.#store("readwrite").put(scan));
    else this.#memory.set(scan.order, scan);
  }

  async drop(order) {
    if (this.#db) await done(this.#store("readwrite").delete(order));
    else this.#memory.delete(order);
  }

  #store(mode) {
    return this.#db.transaction(STORE, mode).objectStore(STORE);
  }
}
