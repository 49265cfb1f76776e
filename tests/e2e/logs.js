// Logs of a client of CONTOSO for the tests in a browser, as files that a picker takes.
import { randomBytes } from "node:crypto";
import { crc32, deflateRawSync } from "node:zlib";

// A log in the format that CMTrace reads; each line is [time, message, type], type 3 being an error.
export function cmtrace(component, lines, date = "11-12-2026") {
  const entry = ([time, message, type = 1]) =>
    `<![LOG[${message}]LOG]!><time="${time}-60" date="${date}" component="${component}" context="" type="${type}" thread="3388" file="">\r\n`;
  return lines.map(entry).join("");
}

export function file(name, text) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

// A scan that fails at the proxy: one log is enough to diagnose it.
export const broken = cmtrace("WUAHandler", [
  ["09:14:21.410", "Search Criteria is (DeploymentAction=* AND Type='Software') OR (DeploymentAction=* AND Type='Driver')"],
  ["09:14:21.430", "Running single-call scan of updates."],
  ["09:14:21.534", "Async searching of updates using WUAgent started."],
  ["09:14:22.590", "Async searching completed."],
  ["09:14:22.601", "OnSearchComplete - Failed to end search job. Error = 0x8024401b.", 3],
  ["09:14:22.650", "Scan failed with error = 0x8024401b.", 3],
]);

// The headline of the page for it.
export const fails = /The scan fails at step 3: the Windows Update Agent cannot authenticate to the proxy/;

// The scan after it, which succeeds.
export const fixed = cmtrace("WUAHandler", [
  ["10:14:21.430", "Running single-call scan of updates."],
  ["10:14:21.534", "Async searching of updates using WUAgent started."],
  ["10:14:42.590", "Async searching completed."],
  ["10:14:42.650", "Successfully completed scan."],
]);

// A scan that the server answers too late, and the IIS log of that server, whose clock is 42 seconds ahead.
export const late = cmtrace("WUAHandler", [
  ["09:01:09.482", "Search Criteria is (DeploymentAction=* AND Type='Software')"],
  ["09:01:09.534", "Async searching of updates using WUAgent started."],
  ["09:03:07.700", "Async searching completed."],
  ["09:03:07.800", "OnSearchComplete - Failed to end search job. Error = 0x8024401c.", 3],
  ["09:03:07.850", "Scan failed with error = 0x8024401c.", 3],
]);
const agent = "Windows-Update-Agent/10.0.19041.3803+Client-Protocol/2.50";
const request = (time, path, status, took) =>
  `2026-11-12 ${time} 192.0.2.20 POST ${path} - 8530 - 192.0.2.51 ${agent} - ${status} ${took}\r\n`;
export const iis = [
  "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-12 08:00:01\r\n",
  "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) ",
  "sc-status sc-substatus sc-win32-status time-taken\r\n",
  request("08:01:48", "/SimpleAuthWebService/SimpleAuth.asmx", "200 0 0", 15),
  request("08:01:51", "/ClientWebService/client.asmx", "200 0 0", 1902),
  request("08:03:49", "/ClientWebService/client.asmx", "500 0 64", 118003),
].join("");

// A zip of files, each deflated; buffers are stored unchanged.
export function zip(files) {
  let place = 0;
  const parts = [];
  const rows = [];
  for (const { name, buffer } of files) {
    const [path, packed] = [Buffer.from(name), deflateRawSync(buffer)];
    // Version, flags (names in UTF-8), method, time, date, checksum, sizes, length of the name, nothing beside it.
    const head = Buffer.alloc(26);
    [20, 0x800, 8, 0, (46 << 9) | (11 << 5) | 12].forEach((value, at) => head.writeUInt16LE(value, at * 2));
    [crc32(buffer), packed.length, buffer.length].forEach((value, at) => head.writeUInt32LE(value, 10 + at * 4));
    head.writeUInt16LE(path.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), head, path, packed);
    const row = Buffer.alloc(14);
    row.writeUInt32LE(place, 10);
    rows.push(Buffer.from("PK\x01\x02\x14\x00"), head, row, path);
    place += 30 + path.length + packed.length;
  }
  const end = Buffer.alloc(18);
  [files.length, files.length].forEach((value, at) => end.writeUInt16LE(value, 4 + at * 2));
  end.writeUInt32LE(Buffer.concat(rows).length, 8);
  end.writeUInt32LE(place, 12);
  return Buffer.concat([...parts, ...rows, Buffer.from("PK\x05\x06"), end]);
}

// A log of about this many megabytes that compresses like a real one, and not like a zip bomb.
export function varied(megabytes) {
  const text = () => randomBytes(400).toString("hex");
  const some = cmtrace("ScanAgent", Array.from({ length: 4_000 }, () => ["08:00:00.000", text()]));
  return some.repeat(Math.ceil((megabytes * 1_000_000) / some.length));
}

// A log of about this many megabytes without events.
export function long(megabytes) {
  const quiet = cmtrace("WUAHandler", [["08:00:00.000", "Nothing of interest happens in this line. ".repeat(20)]]);
  return quiet.repeat(Math.ceil((megabytes * 1_000_000) / quiet.length));
}
