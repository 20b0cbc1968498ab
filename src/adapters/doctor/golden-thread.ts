/** Counts the golden yard in a thread of its own: a server has others to answer meanwhile. */
import { answerTasks } from "../threads/answer-tasks.ts";
import { type Check, checkCounting } from "./checks.ts";

answerTasks<null, Check>(checkCounting);
