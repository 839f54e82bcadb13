// What a peer received, over HTTP as JSON, for tests that only see the outside:
//   GET /messages             [{ id, to, from, text, parts, coding }], the oldest first; ?to=34612345678 for one phone
//   DELETE /messages          forgets them
// and what the peer adds (`routes`: "METHOD /path" → async (body) => answer).
import { createServer } from "node:http";

export async function serveInbox({ messages, routes = {}, port = 0 }) {
  const answers = {
    "GET /messages": (_, url) => {
      const to = url.searchParams.get("to")?.replace(/^\+/, "");
      return to ? messages.filter((message) => message.to === to) : messages;
    },
    "DELETE /messages": () => messages.splice(0).length,
    ...routes,
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://peer");
    const answer = answers[`${request.method} ${url.pathname}`];
    response.setHeader("content-type", "application/json");
    if (!answer) return response.writeHead(404).end("{}");
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      response.end(JSON.stringify((await answer(text ? JSON.parse(text) : null, url)) ?? null));
    } catch (error) {
      response.writeHead(500).end(JSON.stringify({ error: String(error) }));
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return server.address().port;
}

// The one line by which a parent process learns the ports. The peer ends with its parent: when standard input closes.
export function ready(ports) {
  console.log(JSON.stringify(ports));
  process.stdin.resume().on("end", () => process.exit(0));
}
