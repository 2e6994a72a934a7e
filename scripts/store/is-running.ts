/** Whether a process is there, by its number. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0); // signal 0 only asks
  } catch (error) {
    // EPERM: it is somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
