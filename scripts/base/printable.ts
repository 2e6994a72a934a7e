// Controls, breaks of lines, marks that turn the direction of what follows, halves of characters; and what begins a
// workflow command within a line of a log (https://github.com/actions/runner, ActionCommand.cs).
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]|#(?=#\[)/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Foreign text, such as a title, a name of a file or an answer of a server, as it may stand in a line of a terminal: what
 * would move the cursor, end the line or turn the text around is escaped, as in JSON.
 */
export const printable = (text: string): string =>
  text.replace(
    unprintable,
    (character) => named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
