import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { Failure } from "../base/failure.ts";

/** Where a cache is: its folder, and the file of its database. */
export interface Kept {
  readonly folder: string;
  readonly file: string;
}

/** Of texts as they are kept. */
export const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
export const textOfKey = "SELECT text FROM texts WHERE key = ?";
export const jsonOfKey = "SELECT CAST(json_quote(CAST(text AS TEXT)) AS BLOB) AS json FROM texts WHERE key = ?";

/** The file of what some code has made, in a folder where no other stays. */
export function fileIn(folder: string, code: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name.endsWith(".sqlite") && name !== `${code}.sqlite`) dropForeign(join(folder, name));
  return join(folder, `${code}.sqlite`);
}

/** What other code has made of the same is of no use. Windows deletes no file that somebody has open: a later build does. */
function dropForeign(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // it takes up space, nothing else
  }
}

/** Opens a database, alone where no other may have it open at the same time. */
export function open(file: string, alone: boolean): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: alone ? 0 : 60_000 });
  try {
    // Large pages for large texts. What a crash or a power cut leaves of a transaction is undone by whoever opens the file next.
    database.exec(`
      PRAGMA page_size = 32768;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, text BLOB NOT NULL) STRICT;
    `);
    if (alone) database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT"); // until it is closed
    return database;
  } catch (error) {
    database.close(); // Windows deletes no file that is open, and one that is damaged goes
    throw refusalOf(error, file);
  }
}

/** Reads texts from the database of a cache, in UTF-8, for threads. Undefined where there is none. */
export function bytesReader(file: string): (key: string) => Uint8Array | undefined {
  const find = reading(file, textOfKey);
  return (key) => {
    const text = find.get(key)?.["text"];
    return text instanceof Uint8Array ? text : undefined;
  };
}

export function textReader(file: string): (key: string) => string | undefined {
  const bytesOf = bytesReader(file);
  return (key) => {
    const bytes = bytesOf(key);
    return bytes && decoder.decode(bytes);
  };
}

/** The same of texts as strings of JSON. Throws where there is none. */
export function jsonReader({ folder, file }: Kept): (key: string) => Uint8Array {
  const find = reading(file, jsonOfKey);
  return (key) => {
    const json = find.get(key)?.["json"];
    return json instanceof Uint8Array ? json : cleaned(folder);
  };
}

/** What a build counts on is not there any more. */
export function cleaned(folder: string): never {
  throw new Failure(`the cache in ${folder} was cleaned by another build, run this one again`);
}

const reading = (file: string, query: string): StatementSync =>
  new DatabaseSync(file, { readOnly: true, timeout: 60_000 }).prepare(query);

/** What is to be told where the system refuses: SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN. Else the error itself. */
export const refusalOf = (error: unknown, file: string): unknown =>
  error instanceof Error && isCode(error, 8, 10, 13, 14)
    ? new Failure(`cannot write ${file}: ${error.message}`)
    : error;

/** Whether an error says that the database is damaged: SQLITE_CORRUPT or SQLITE_NOTADB (https://sqlite.org/rescode.html). */
export const isDamage = (error: unknown): boolean => isCode(error, 11, 26);

/** Whether an error says that another has the database: SQLITE_BUSY. */
export const isBusy = (error: unknown): boolean => isCode(error, 5);

// Extended codes have the primary one in their lowest byte.
const isCode = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof Error && "errcode" in error && codes.includes(Number(error.errcode) & 0xff);
