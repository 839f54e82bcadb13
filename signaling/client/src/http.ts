import { Refusal } from "./errors";

/** Answers that take longer are given up: nobody waits half a minute before a button that does nothing. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** One request below `/api/v1`. */
export interface HttpRequest {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with `contentType`. */
  readonly text?: string;
  readonly contentType?: string;
  /** A file, sent as it is with `contentType`: bytes that are no text stay what they are. */
  readonly file?: Blob;
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page (`DELETE` on leaving). */
  readonly keepalive?: boolean;
}

/**
 * `fetch` with the session cookie, a deadline, and errors as {@link Refusal}s
 * (`application/problem+json`, RFC 9457, carries the code).
 */
export async function http(path: string, request: HttpRequest = {}): Promise<Response> {
  const response = await fetchInTime(path, request);
  if (!response.ok) throw await toRefusal(response);
  return response;
}

// By hand instead of `AbortSignal.any`, which Safari knows since 17.4 only.
async function fetchInTime(path: string, request: HttpRequest): Promise<Response> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, REQUEST_TIMEOUT_MS);
  if (request.signal?.aborted) abort();
  request.signal?.addEventListener("abort", abort);
  try {
    return await fetch(path, { ...toInit(request), signal: controller.signal });
  } catch (thrown) {
    if (request.signal?.aborted) throw thrown;
    throw new Refusal("network");
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", abort);
  }
}

/** {@link http}, answer read as JSON. */
export async function httpJson<T>(path: string, request: HttpRequest = {}): Promise<T> {
  const response = await http(path, request);
  try {
    return (await response.json()) as T;
  } catch {
    throw new Refusal("malformed_answer", { status: response.status });
  }
}

function toInit(request: HttpRequest): RequestInit {
  const headers = new Headers({ accept: "application/json, application/problem+json;q=0.9, */*;q=0.1" });
  const init: RequestInit = {
    method: request.method ?? "GET",
    headers,
    credentials: "same-origin",
    cache: "no-store",
    keepalive: request.keepalive ?? false,
  };
  if (request.json !== undefined) {
    headers.set("content-type", "application/json");
    init.body = JSON.stringify(request.json);
  } else if (request.text !== undefined) {
    headers.set("content-type", request.contentType ?? "text/plain");
    init.body = request.text;
  } else if (request.file !== undefined) {
    headers.set("content-type", request.contentType ?? "application/octet-stream");
    init.body = request.file;
  }
  return init;
}

/** A failed answer as a refusal; bodies that are no problem document (a proxy's page) become a general code. */
export async function toRefusal(response: Response): Promise<Refusal> {
  const problem = await readProblem(response);
  const header = Number(response.headers.get("retry-after"));
  return new Refusal(textOf(problem["code"]) ?? generalCode(response.status), {
    status: response.status,
    reference: textOf(problem["reference"]),
    field: textOf(problem["field"]),
    attemptsLeft: numberOf(problem["attempts_left"]),
    retryAfter: numberOf(problem["retry_after"]) ?? (header > 0 ? header : undefined),
  });
}

async function readProblem(response: Response): Promise<Record<string, unknown>> {
  if (!(response.headers.get("content-type") ?? "").includes("json")) return {};
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function generalCode(status: number): string {
  if (status === 429) return "rate_limited";
  if (status === 401) return "not_signed_in";
  if (status === 403) return "forbidden";
  return status === 502 || status === 503 || status === 504 ? "unavailable" : "internal";
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
