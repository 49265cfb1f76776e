// Logs of a client of CONTOSO for the tests in a browser, as files that a picker takes.

// A log in the format that CMTrace reads; each line is [time, message, type], type 3 being an error.
export function cmtrace(component, lines, date = "11-12-2026") {
  const entry = ([time, message, type = 1]) =>
    `<![LOG[${message}]LOG]!><time="${time}-60" date="${date}" component="${component}" context="" type="${type}" thread="3388" file="">\r\n`;
  return lines.map(entry).join("");
}

export function file(name, text) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

// A scan that a proxy keeps from its server: one log is enough to tell.
export const broken = cmtrace("WUAHandler", [
  ["09:14:21.410", "Search Criteria is (DeploymentAction=* AND Type='Software') OR (DeploymentAction=* AND Type='Driver')"],
  ["09:14:21.430", "Running single-call scan of updates."],
  ["09:14:21.534", "Async searching of updates using WUAgent started."],
  ["09:14:22.590", "Async searching completed."],
  ["09:14:22.601", "OnSearchComplete - Failed to end search job. Error = 0x8024401b.", 3],
  ["09:14:22.650", "Scan failed with error = 0x8024401b.", 3],
]);

// The scan after it, which succeeds.
export const mended = cmtrace("WUAHandler", [
  ["10:14:21.430", "Running single-call scan of updates."],
  ["10:14:21.534", "Async searching of updates using WUAgent started."],
  ["10:14:42.590", "Async searching completed."],
  ["10:14:42.650", "Successfully completed scan."],
]);

// A log of about so many megabytes in which nothing happens.
export function long(megabytes) {
  const quiet = cmtrace("WUAHandler", [["08:00:00.000", "Nothing of interest happens in this line. ".repeat(20)]]);
  return quiet.repeat(Math.ceil((megabytes * 1_000_000) / quiet.length));
}
