// A Bluesky network of its own with a few invented accounts. Says on standard output where it answers, as a line of
// JSON, and ends when standard input does.
import net from "node:net";
import { createRequire } from "node:module";

// Nothing but this computer may reach it.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  if (typeof given[0] === "number" || /^\d+$/.test(given[0])) {
    const [port, ...rest] = given;
    return listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...rest.filter((one) => typeof one === "function"));
  }
  if (given[0] && typeof given[0] === "object" && "port" in given[0] && !given[0].host) {
    return listen.call(this, { ...given[0], host: "127.0.0.1" }, ...given.slice(1));
  }
  return listen.apply(this, given);
};

const require = createRequire(process.env.FOOTPRINT_NODE_MODULES + "/");
const { TestNetwork } = require("@atproto/dev-env");
const accounts = JSON.parse(process.env.FOOTPRINT_ACCOUNTS);

const network = await TestNetwork.create({ dbPostgresSchema: "social" });
for (const account of accounts) {
  const agent = network.pds.getClient();
  await agent.createAccount({
    handle: account.handle,
    email: `${account.handle.split(".")[0]}@mail.example`,
    password: "invented-for-a-test",
  });
  let avatar;
  if (account.avatar) {
    const { data } = await agent.uploadBlob(Buffer.from(account.avatar, "base64"), { encoding: "image/jpeg" });
    avatar = data.blob;
  }
  await agent.upsertProfile(() => ({ displayName: account.name, description: account.bio, avatar }));
  for (const text of account.posts) {
    await agent.post({ text, createdAt: new Date().toISOString() });
  }
}
await network.processAll();
process.stdout.write(JSON.stringify({ port: network.bsky.port }) + "\n");
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
