// Mermaid, which needs a document even to parse.
import assert from 'node:assert/strict';

import { JSDOM } from 'jsdom';

const { window } = new JSDOM('');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false });

/** The kind of a diagram, and the texts in it. */
export async function readDiagram(text) {
  const { diagramType, config } = await mermaid.parse(text);
  assert.deepEqual(config, {}, 'a text changed the configuration');
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const texts = db.getVertices ? textsOfFlowchart(db) : textsOfSequence(db);
  for (const label of texts) {
    // Numbers are resolved when the diagram is drawn; until then the reader has marks of its own in their place.
    assert.doesNotMatch(label.replaceAll(/<br ?\/?>/g, ' '), /[<>"`*[\]{}|;%#]/u, label);
  }
  return { type: diagramType, texts };
}

function textsOfFlowchart(db) {
  const vertices = [...db.getVertices().values()];
  for (const vertex of vertices) {
    assert.match(vertex.id, /^(s\d+|none)$/);
    assert(!vertex.link && !vertex.haveCallback, `${vertex.id} has a link`);
  }
  return vertices.map((vertex) => vertex.text);
}

function textsOfSequence(db) {
  const actors = [...db.getActors().values()];
  for (const actor of actors) {
    assert.match(actor.name, /^(p\d+|server|none)$/);
    assert.deepEqual(actor.links, {}, `${actor.name} has a link`);
  }
  return [...actors.map((actor) => actor.description), ...db.getMessages().map((message) => message.message)];
}
