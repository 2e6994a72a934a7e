import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { askHomePage, describeHomePage } from "../../../scripts/publish/report/home-page.ts";

let server: Server;
let answers: number[];
let asked: string[];

beforeEach(async () => {
  [answers, asked] = [[], []];
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(answers.shift() ?? 200, { location: "/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const ask = async (): Promise<string> => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return describeHomePage(await askHomePage(url, [1, 1]));
};

it("says what a site answers, and follows it nowhere", async () => {
  expect(await ask()).toBe("home page: HTTP 200");
  answers = [302];
  expect(await ask()).toBe("home page: HTTP 302, which leads elsewhere");
  expect(asked).toEqual(["/", "/"]);
});

it("asks again where a page is not there at once, and says what to do if it stays so", async () => {
  answers = [404, 503];
  expect(await ask()).toBe("home page: HTTP 200");
  answers = [503, 503, 503];
  expect(await ask()).toMatch(/^home page: HTTP 503; "npx wrangler tail" shows why/);
  expect(asked).toHaveLength(6);
});

it("says why a site can't be reached", async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  expect(describeHomePage(await askHomePage(`http://127.0.0.1:${port}/`))).toMatch(
    /^home page: no answer from here yet \(.*ECONNREFUSED.*\); a new address can take some minutes$/,
  );
  server.listen(0);
});
