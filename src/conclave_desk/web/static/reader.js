// From what the camera sees to codes: by the browser where it can, else by the station, which is sent small grey frames.

import { Lost } from "/station.js";

const SIDE = 400;
const REST = 60;
const MOVED = 24;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Reader {
  #video;
  #station;
  #read;
  #canvas = document.createElement("canvas");
  #near = false;
  #before = null;
  #still = 0;

  constructor(video, station, read) {
    this.#video = video;
    this.#station = station;
    this.#read = read;
  }

  /** Whether codes are read without the station. */
  alone = false;

  async run() {
    const detector = await this.#detector();
    this.alone = detector !== null;
    for (;;) {
      if (document.hidden || this.#video.readyState < 2) await pause(200);
      else {
        const codes = detector ? await this.#here(detector) : await this.#there();
        if (codes.length) this.#read(codes);
        await pause(REST);
      }
    }
  }

  async #detector() {
    if (!("BarcodeDetector" in window)) return null;
    try {
      const formats = await BarcodeDetector.getSupportedFormats();
      return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
    } catch {
      return null;
    }
  }

  async #here(detector) {
    try {
      return (await detector.detect(this.#video)).map((found) => found.rawValue).filter(Boolean);
    } catch {
      return [];
    }
  }

  async #there() {
    if (this.#station.lost) return pause(300).then(() => []);
    const frame = this.#frame();
    if (!frame) return [];
    try {
      const { width, height, grey } = frame;
      const { status, told, wait } = await this.#station.ask("frame", null, { raw: grey, query: { width, height } });
      if (status === 429) await pause(1000 * wait);
      return status === 200 ? told.codes : [];
    } catch (fault) {
      if (fault instanceof Lost) return [];
      throw fault;
    }
  }

  /** The whole view made small, and in turn its middle as it is; nothing while nothing moves. */
  #frame() {
    const { videoWidth: wide, videoHeight: high } = this.#video;
    const short = Math.min(wide, high);
    this.#near = !this.#near && short > SIDE;
    const scale = this.#near ? 1 : SIDE / short;
    const width = this.#near ? SIDE : Math.round(Math.min(wide * scale, 1.6 * SIDE));
    const height = this.#near ? SIDE : Math.round(Math.min(high * scale, 1.6 * SIDE));
    this.#canvas.width = width;
    this.#canvas.height = height;
    const pen = this.#canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    const [across, down] = [width / scale, height / scale];
    pen.drawImage(this.#video, (wide - across) / 2, (high - down) / 2, across, down, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    const grey = new Uint8Array(width * height);
    for (let at = 0, from = 0; at < grey.length; at += 1, from += 4) {
      grey[at] = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8;
    }
    return this.#moved(grey) ? { width, height, grey } : null;
  }

  /** A view in which nothing moves is looked at now and then only: the network is everybody's. */
  #moved(grey) {
    const sample = new Uint8Array(256);
    for (let n = 0; n < 256; n += 1) sample[n] = grey[Math.floor(((n + 0.5) * grey.length) / 256)];
    const before = this.#before;
    if (!this.#near) this.#before = sample;
    if (this.#near || !before) return true;
    let changed = 0;
    for (let n = 0; n < 256; n += 1) changed += Math.abs(sample[n] - before[n]) > MOVED;
    this.#still = changed > 2 ? 0 : this.#still + 1;
    return this.#still < 4 || this.#still % 8 === 0;
  }
}
