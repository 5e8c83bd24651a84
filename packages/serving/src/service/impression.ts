/** Name impressions so that a reward finds its arm without a look-up, on any server, and none can be made up. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What an impression's name tells. */
export interface Impression {
  readonly arm: string;
  /** When it was shown, in milliseconds since 1970. */
  readonly at: number;
}

/** Writes and reads the names of one experiment's impressions. */
export interface Impressions {
  name(impression: Impression): string;
  /** What a name tells; nothing for one that this experiment did not give. */
  read(name: string): Impression | undefined;
}

/** 12 bytes of chance keep names apart, 16 bytes of HMAC-SHA256 keep them honest. */
const nonceBytes = 12;
const signatureBytes = 16;

/** @param key shared by all servers of the experiment, and known to nobody else */
export function impressions(experiment: string, key: string): Impressions {
  const signature = (text: string): Buffer =>
    createHmac("sha256", key)
      .update(JSON.stringify([experiment, text]))
      .digest()
      .subarray(0, signatureBytes);
  return {
    name({ arm, at }) {
      const text = Buffer.from(JSON.stringify([arm, at, randomBytes(nonceBytes).toString("base64url")]));
      const body = text.toString("base64url");
      return `${body}.${signature(body).toString("base64url")}`;
    },
    read(name) {
      const [body = "", signed = "", ...more] = name.split(".");
      const given = Buffer.from(signed, "base64url");
      // the text is compared too, since more than one text decodes to the same bytes: a second name would count twice
      const honest =
        more.length === 0 &&
        given.length === signatureBytes &&
        given.toString("base64url") === signed &&
        timingSafeEqual(given, signature(body));
      if (!honest) return undefined;
      const [arm, at] = JSON.parse(Buffer.from(body, "base64url").toString()) as [string, number, string];
      return { arm, at };
    },
  };
}
