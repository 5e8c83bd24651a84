/** Serve one experiment over the built package, from the store named by the first argument; prints the port. */
import { policies } from "@credence/bandits";
import { fileStore, redisStore, service } from "@credence/serving";

const [where = ""] = process.argv.slice(2);
const store = where.startsWith("redis://") ? redisStore(where) : await fileStore(where);
const buttons = { name: "buttons", arms: ["a", "b"], prior: { alpha: 1, beta: 1 }, policy: policies.thompson() };
const { app, close } = await service([buttons], store, { refresh: 20 });
await app.listen({ port: 0, host: "127.0.0.1" });
process.on("SIGTERM", () => void close().then(() => process.exit(0)));
console.log(app.server.address().port);
