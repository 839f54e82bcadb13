import type { Connection } from "./connection";
import { Refusal } from "./errors";
import type { ClientMessage, ServerMessage } from "./protocol";

/** The answer to an offer arrives well within this, or not at all. */
const ANSWER_DEADLINE_MS = 8_000;

/**
 * Sends an offer and gives what `read` finds in the answer. It is asked once: an offer is bound to the peer connection that
 * made it. Rejects with a {@link Refusal}.
 */
export async function answered<Answer>(
  connection: Connection,
  offer: ClientMessage,
  read: (message: ServerMessage) => Answer | undefined,
): Promise<Answer> {
  // Listen before asking: the answer may arrive before the acknowledgement.
  const answer = nextAnswer(connection, read);
  try {
    await connection.request(offer, { once: true });
    return await answer.read;
  } finally {
    answer.stop();
  }
}

function nextAnswer<Answer>(
  connection: Connection,
  find: (message: ServerMessage) => Answer | undefined,
): { read: Promise<Answer>; stop: () => void } {
  let stop = (): void => undefined;
  const read = new Promise<Answer>((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Refusal("unavailable")), ANSWER_DEADLINE_MS);
    const unlisten = connection.onMessage((message) => {
      const found = find(message);
      if (found !== undefined) resolve(found);
    });
    stop = () => {
      clearTimeout(deadline);
      unlisten();
    };
  });
  // When the request itself is refused nobody awaits this any more.
  read.catch(() => undefined);
  return { read, stop };
}
