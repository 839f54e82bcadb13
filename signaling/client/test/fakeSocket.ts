import type { ServerMessage } from "../src/protocol";

/** A WebSocket whose other side is the test. */
export class FakeSocket {
  static readonly opened: FakeSocket[] = [];
  readyState = 1;
  readonly sent: unknown[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  static open(): WebSocket {
    const socket = new FakeSocket();
    FakeSocket.opened.push(socket);
    return socket as unknown as WebSocket;
  }

  static last(): FakeSocket {
    const socket = FakeSocket.opened.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }

  send(frame: string): void {
    this.sent.push(JSON.parse(frame));
  }

  close(code = 1000): void {
    this.readyState = 3;
    this.closedWith = code;
  }
  closedWith: number | undefined;

  says(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  welcomes(): void {
    this.says({ type: "welcome", protocol: "ventanilla.v1", heartbeat_seconds: 10, max_frame_bytes: 65_536 });
  }

  breaks(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}
