// A telephone line that can be cut: TCP between a browser and the service, as a tunnel or a lift does it to a phone.

import { connect, createServer } from "node:net";
import { once } from "node:events";

export class Line {
  /** @type {Set<import("node:net").Socket>} */
  #sockets = new Set();
  #whole = true;
  #server;

  /** @param {URL} service where the line leads */
  constructor(service) {
    this.#server = createServer((near) => {
      if (!this.#whole) {
        near.destroy();
        return;
      }
      const far = connect(Number(service.port), service.hostname);
      for (const [one, other] of [[near, far], [far, near]]) {
        this.#sockets.add(one);
        one.pipe(other);
        // Either end may be gone at any time; then so is the other.
        one.on("error", () => other.destroy());
        one.on("close", () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
    });
  }

  /** Opens the line; its address. */
  async open() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}/`;
  }

  /** Ends every connection and lets no new one through. */
  cut() {
    this.#whole = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Leaves every connection open and carries nothing on it any more, as when a phone has another address; new ones work. */
  freeze() {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Lets connections through again. */
  mend() {
    this.#whole = true;
  }

  close() {
    this.cut();
    this.#server.close();
  }
}
