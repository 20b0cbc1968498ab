import { Command } from "commander";

export function demoCommand(): Command {
  return new Command("demo")
    .description("run the whole path once: render a synthetic yard, count, assess and report it; report Tumangang")
    .argument("[dir]", "folder of the workspace to make", "demo")
    .addHelpText(
      "after",
      `
Leaves DIR/reports/<facility>.<en|ar>.<html|pdf> and .json. The yard's images are rendered and called synthetic
everywhere; the counts of Tumangang are those that others published.

Example:
  yardcheck demo ./demo`,
    )
    .action(async (dir: string) => {
      const { runDemo } = await import("../run-demo.ts");
      await runDemo(dir);
    });
}
