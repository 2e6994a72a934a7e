import type { Option } from "commander";

/**
 * npm settings with the same names as our options, which scripts see although nobody typed them: npm always exports its
 * cache folder, and many machines set `yes`. Without `--yes` our commands do less, not more.
 */
const npmsOwn: ReadonlySet<string> = new Set(["cache", "yes"]);

/**
 * The command's options that npm took for itself. In `npm run deploy --dry-run`, without the two hyphens, the option is
 * npm's: all that the command sees is `npm_config_dry_run` in its environment.
 *
 * @param command the start of the command line, such as `npm run deploy --`
 * @param args what the command was given
 * @returns the options, and the line that passes them to the command; undefined when npm took none
 */
export function keptByNpm(
  command: string,
  options: readonly Option[],
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): { readonly flags: string; readonly line: string } | undefined {
  const event = environment["npm_lifecycle_event"];
  // Everything after npx's command is the command's, so npm takes nothing there.
  if (event === undefined || event === "npx") return undefined;
  const kept = options.flatMap((option) => {
    const flag = option.long ?? "";
    const name = flag.replace(/^--(no-)?/, "");
    const value = environment[`npm_config_${name.replaceAll("-", "_")}`];
    if (value === undefined || npmsOwn.has(name) || args.some((arg) => arg === flag || arg.startsWith(`${flag}=`)))
      return [];
    if (!option.required && !option.optional)
      return isNo(value) === option.negate ? [{ flag, text: flag, whole: true }] : [];
    // `--port 3000`, without an equals sign, is `true` for npm, and the 3000 is a word of its own.
    const whole = value !== "true";
    return [{ flag, text: whole ? `${flag} ${quoted(value)}` : option.flags, whole }];
  });
  if (kept.length === 0) return undefined;
  const words = kept.every(({ whole }) => whole) ? args : args.filter((arg) => arg.startsWith("-"));
  return {
    flags: kept.map(({ flag }) => flag).join(" and "),
    line: [command, ...words.map(quoted), ...kept.map(({ text }) => text)].join(" "),
  };
}

const isNo = (value: string): boolean => value === "" || value === "false";

const quoted = (text: string): string => (/^[\w./:=@,+-]+$/.test(text) ? text : JSON.stringify(text));
