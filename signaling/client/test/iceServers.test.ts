import { expect, test } from "vitest";
import { IceServers } from "../src/iceServers";
import { isRelayed } from "../src/stats";

const SERVER = { urls: ["turns:turn.example.es:443?transport=tcp"], username: "1:a", credential: "x" };

test("servers are asked for once, and again when half of their time is gone", async () => {
  let [asked, now] = [0, 0];
  const servers = new IceServers(
    () => {
      asked += 1;
      return Promise.resolve({ servers: [SERVER], valid_seconds: 100 });
    },
    () => now,
  );
  expect(await Promise.all([servers.current(), servers.current()])).toEqual([[SERVER], [SERVER]]);
  now = 49_999;
  await servers.current();
  expect(asked).toBe(1);
  now = 50_000;
  await servers.current();
  expect(asked).toBe(2);
});

test("without an answer the connection is tried straight, and the next one asks again", async () => {
  let asked = 0;
  const servers = new IceServers(
    () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error("offline")) : Promise.resolve({ servers: [SERVER], valid_seconds: 100 });
    },
    () => 0,
  );
  expect(await servers.current()).toEqual([]);
  expect(await servers.current()).toEqual([SERVER]);
});

test("a relay is recognised by the near end of the chosen path", () => {
  const report = (candidateType: string, nominated = true) =>
    new Map<string, unknown>([
      ["p", { type: "candidate-pair", nominated, state: "succeeded", localCandidateId: "l" }],
      ["l", { type: "local-candidate", candidateType }],
    ]);
  expect(isRelayed(report("relay"))).toBe(true);
  expect(isRelayed(report("prflx"))).toBe(false);
  expect(isRelayed(report("relay", false))).toBe(undefined);
});
