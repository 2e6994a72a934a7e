/** What a person would see at once, each as a list of faults: a line each, empty where all is well. */
export { contrast } from "./contrast.ts";
export { layout } from "./layout.ts";
export { pictures } from "./pictures.ts";
export { reading } from "./reading.ts";
export { rings } from "./rings.ts";
export { touch } from "./touch.ts";
