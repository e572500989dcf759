// What a guard hears and feels: one beep for ADMIT and CHECK, two for WAIT, three for STOP. And the screen stays on.

const BEEPS = { admit: [1, 1320], left: [1, 1320], check: [1, 880], wait: [2, 660], stop: [3, 330], fault: [3, 220] };
const SHAKES = { admit: [80], left: [80], check: [80], wait: [160, 110, 160], stop: [260, 110, 260, 110, 260] };
const LENGTH = 0.14;
const GAP = 0.1;

export class Signals {
  #sound = null;
  #lock = null;

  /** To be called while a finger is on the page: browsers let no page make a noise by itself. */
  async begin() {
    this.#sound ??= new AudioContext();
    await this.#sound.resume();
    await this.#wake();
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
  }

  give(kind) {
    navigator.vibrate?.(SHAKES[kind] ?? SHAKES.stop);
    const sound = this.#sound;
    if (sound?.state !== "running") return;
    const [times, pitch] = BEEPS[kind] ?? BEEPS.fault;
    for (let n = 0; n < times; n += 1) {
      const from = sound.currentTime + n * (LENGTH + GAP);
      const tone = new OscillatorNode(sound, { type: kind === "stop" ? "square" : "triangle", frequency: pitch });
      const loud = new GainNode(sound, { gain: 0 });
      loud.gain.setTargetAtTime(0.6, from, 0.005);
      loud.gain.setTargetAtTime(0, from + LENGTH, 0.01);
      tone.connect(loud).connect(sound.destination);
      tone.start(from);
      tone.stop(from + LENGTH + 0.1);
    }
  }

  async #wake() {
    try {
      this.#lock = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      // The battery may be too low for that; the guard sees the screen go dark.
      this.#lock = null;
    }
  }
}
