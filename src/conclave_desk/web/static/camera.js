// The phone's camera: the one at the back first; torch; the next one.

export class Camera {
  #video;
  #stream = null;
  #device = "";

  constructor(video) {
    this.#video = video;
  }

  get on() {
    return this.#stream !== null;
  }

  async open(device = this.#device) {
    this.close();
    const which = device ? { deviceId: { exact: device } } : { facingMode: { ideal: "environment" } };
    const video = { ...which, width: { ideal: 1280 }, height: { ideal: 720 } };
    this.#stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    this.#device = this.#track.getSettings().deviceId ?? "";
    this.#track.addEventListener("ended", () => this.close());
    this.#video.srcObject = this.#stream;
    await this.#video.play();
  }

  close() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  /** Whether there is a torch; whether it shines. */
  get torch() {
    const can = this.#track?.getCapabilities?.().torch ?? false;
    return { can, on: can && (this.#track.getSettings().torch ?? false) };
  }

  async turnTorch() {
    const { can, on } = this.torch;
    if (can) await this.#track.applyConstraints({ advanced: [{ torch: !on }] });
  }

  async next() {
    const all = (await navigator.mediaDevices.enumerateDevices()).filter((found) => found.kind === "videoinput");
    const here = all.findIndex((found) => found.deviceId === this.#device);
    if (all.length > 1) await this.open(all[(here + 1) % all.length].deviceId);
  }
}
