/** An expected failure, in a sentence with its cure. Commands show it without a stack and exit with 1. */
export class Failure extends Error {}
