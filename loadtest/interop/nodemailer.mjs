// SPDX-License-Identifier: Apache-2.0
// usage: nodemailer.mjs HOST PORT FROM TO MARKER implicit|starttls PLAIN|LOGIN USER PASSWORD
import { createRequire } from "node:module";

const require = createRequire(new URL("../target/interop/", import.meta.url));
const nodemailer = require("nodemailer");
const [host, port, from, to, marker, tls, authMethod, user, pass] = process.argv.slice(2);

const transport = nodemailer.createTransport({
  host,
  port: Number(port),
  secure: tls === "implicit",
  requireTLS: true,
  tls: { rejectUnauthorized: false },
  authMethod,
  auth: { user, pass },
});
await transport.sendMail({
  from: `"Ève Ünder" <${from}>`,
  to,
  subject: `${marker} – naïve`,
  text: "A text by nodemailer – with a dash.\n",
  html: "<p>An <em>HTML</em> part – with a dash.</p>",
  headers: { "X-Octroi-Reason": "you buy for your company" },
});
