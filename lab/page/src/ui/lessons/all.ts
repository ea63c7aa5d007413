/** The lessons, in the order in which they build on one another. */

import type { Lesson } from "./lesson";
import { leaving } from "./leaving";
import { orders } from "./orders";
import { sparks } from "./sparks";
import { truces } from "./truces";

export const LESSONS: readonly Lesson[] = [sparks, orders, truces, leaving];
