// Control characters, line breaks, marks that change the text direction, lone surrogates; and what starts a workflow
// command within a line of a log (https://github.com/actions/runner, ActionCommand.cs).
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]|#(?=#\[)/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Foreign text, such as a title, a file name or a server's response, made safe for a line on a terminal: whatever would
 * move the cursor, end the line or reverse the text is escaped, as in JSON.
 */
export const printable = (text: string): string =>
  text.replace(
    unprintable,
    (character) => named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
