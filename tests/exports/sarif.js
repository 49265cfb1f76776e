// SARIF against its schema, and what the schema cannot check.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const place = new URL('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', import.meta.url);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(place, 'utf8')));

/** Every object in a value. */
function* objects(value) {
  if (value !== null && typeof value === 'object') {
    yield value;
    for (const inner of Object.values(value)) yield* objects(inner);
  }
}

export function checkSarif(log, report) {
  assert(isValid(log), JSON.stringify(isValid.errors, null, 1));
  const findings = [report, ...report.machines].flatMap((part) => part.findings);
  assert.equal(log.runs.flatMap((run) => run.results).length, findings.length);
  for (const { tool, results, artifacts } of log.runs) {
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
    for (const { uri, index } of objects(results)) {
      if (index !== undefined) assert.equal(artifacts[index].location.uri, uri);
    }
  }
  for (const { uri, text } of objects(log)) {
    if (uri !== undefined) assert(new URL(uri, 'file:///logs/').href.startsWith('file:///logs/'), uri);
    assert.notEqual(text, '');
  }
  for (const { message, shortDescription } of objects(log)) {
    const text = (message ?? shortDescription)?.text ?? '';
    assert.doesNotMatch(text, /(?<!\\)\[|(?<!\\)\]/, `a link in ${text}`);
    assert.doesNotMatch(text.replaceAll(/\{\{|\}\}/g, ''), /[{}]/, `a placeholder in ${text}`);
  }
}
