// A webhook in a process of its own that is asked again and again over the IPC channel.
const [, , bundle] = process.argv;
const { handler } = await import(bundle);
const context = { awsRequestId: "00000000-bench", getRemainingTimeInMillis: () => 12_000 };

/** What a gateway would answer; a webhook may refuse by throwing. */
async function ask(click) {
  try {
    const answer = await handler(click, context, () => {});
    return { status: answer.statusCode, body: String(answer.body) };
  } catch (error) {
    return { status: 500, body: String(error) };
  }
}

async function repeat(click, calls) {
  const takenMs = new Float64Array(calls);
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) {
    const began = performance.now();
    await handler(click, context, () => {});
    takenMs[call] = performance.now() - began;
  }
  const { user, system } = process.cpuUsage(before);
  takenMs.sort();
  return {
    p50Ms: takenMs[Math.floor(calls * 0.5)],
    p99Ms: takenMs[Math.floor(calls * 0.99)],
    cpuMs: (user + system) / 1_000 / calls,
    peakMb: process.resourceUsage().maxRSS / 1_024,
  };
}

process.on("message", ({ click, calls }) => {
  void (calls === undefined ? ask(click) : repeat(click, calls)).then((told) => process.send(told));
});
process.on("disconnect", () => process.exit());
process.send("ready");
