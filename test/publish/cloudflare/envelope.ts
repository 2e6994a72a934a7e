import { clock } from "./clock.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

/** A request as the stand-in's handlers see it: the path without `/client/v4`, the body whole. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** What a handler answers: a result for Cloudflare's envelope, an error, or bytes. */
export type Answer =
  | { readonly result: unknown; readonly info?: unknown; readonly status?: number }
  | {
      readonly status: number;
      readonly code: number;
      readonly message: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly bytes: Uint8Array };

export const ok = (result: unknown, info?: unknown): Answer => (info === undefined ? { result } : { result, info });

export const failure = (status: number, code: number, message: string): Answer => ({ status, code, message });

export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://stand-in");
  return {
    method: request.method ?? "GET",
    path: url.pathname.replace(/^\/client\/v4/, ""),
    query: url.searchParams,
    headers: new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    ),
    body: Buffer.concat(chunks),
  };
}

export function send(response: ServerResponse, answer: Answer): number {
  response.setHeader("date", new Date(clock.now()).toUTCString());
  if ("bytes" in answer) {
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(answer.bytes);
    return 200;
  }
  const failed = "code" in answer;
  const status = answer.status ?? 200;
  const envelope = {
    success: !failed,
    errors: failed ? [{ code: answer.code, message: answer.message }] : [],
    messages: [],
    result: failed ? null : answer.result,
    ...(!failed && answer.info !== undefined ? { result_info: answer.info } : {}),
  };
  response.writeHead(status, { "content-type": "application/json", ...(failed ? answer.headers : {}) });
  response.end(JSON.stringify(envelope));
  return status;
}

/** The parts of a multipart body. */
export async function readForm(call: Call): Promise<FormData> {
  const type = call.headers.get("content-type") ?? "";
  return new Response(new Uint8Array(call.body), { headers: { "content-type": type } }).formData();
}

export const readJson = (call: Call): unknown => JSON.parse(call.body.toString("utf8"));
