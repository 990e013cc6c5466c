// SPDX-License-Identifier: Apache-2.0
// DKIM by mailauth, rsa and ed25519: reads {"dns": {name: TXT}, "mails": [base64]} and prints, for each mail, what it
// says of each signature. Asks no name server.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const modules = createRequire(process.argv[2] + "/");
const { dkimVerify } = modules("mailauth/lib/dkim/verify");
const { dns, mails } = JSON.parse(readFileSync(0, "utf8"));

async function resolver(name, type) {
  if (type !== "TXT" || !(name in dns)) throw Object.assign(new Error(name), { code: "ENOTFOUND" });
  return [[dns[name]]];
}

const said = [];
for (const mail of mails) {
  const { results } = await dkimVerify(Buffer.from(mail, "base64"), { resolver });
  said.push(results.map(({ selector, signingDomain, algo, status }) => ({
    key: `${selector}._domainkey.${signingDomain}`, algo, result: status.result, why: status.comment ?? "",
  })));
}
console.log(JSON.stringify(said));
