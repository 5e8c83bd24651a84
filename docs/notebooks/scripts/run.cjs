/** Run a notebook's cells through tslab's own converter and executor, with no Python, Jupyter or ZeroMQ. */
// From docs/notebooks: node scripts/run.cjs NAME.ipynb [--write | --check]; --write stores the outputs in the file, --check
// holds what they say to what is stored.
const fs = require("node:fs");
const { createConverter } = require("tslab/dist/converter");
const { createExecutor } = require("tslab/dist/executor");
const { JupyterHandlerImpl } = require("tslab/dist/jupyter");

/** Runs one cell, fills its outputs as a Jupyter server would, and gives the reply. */
async function runCell(handler, cell) {
  cell.outputs = [];
  const displays = new Map();
  const stream = (name, text) => cell.outputs.push({ output_type: "stream", name, text });
  const display = ({ data, metadata, transient }, update) => {
    const id = transient?.display_id;
    const output = { output_type: "display_data", data, metadata };
    if (update && displays.has(id)) cell.outputs[displays.get(id)] = output;
    else {
      if (id) displays.set(id, cell.outputs.length);
      cell.outputs.push(output);
    }
  };
  const request = {
    code: [cell.source].flat().join(""),
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
  const reply = await handler.handleExecute(request, stream, display);
  cell.execution_count = reply.execution_count ?? null;
  return reply;
}

/** The first cell that fails, as `{ index, message }`, or undefined when all succeed. */
async function firstFailure(notebook) {
  const converter = createConverter({ isJS: false, isBrowser: false });
  const executor = createExecutor(process.cwd(), { node: converter, close: () => converter.close() }, console);
  const handler = new JupyterHandlerImpl(executor, false);
  try {
    for (const [index, cell] of notebook.cells.entries()) {
      if (cell.cell_type !== "code") continue;
      const { status } = await runCell(handler, cell);
      const errors = cell.outputs.filter(({ name }) => name === "stderr").map(({ text }) => text);
      if (status !== "ok") return { index, message: `${status}\n${errors.join("")}` };
    }
    return undefined;
  } finally {
    handler.close();
  }
}

/** What a cell says: pictures may be drawn otherwise, but not say something else. */
const said = ({ outputs = [] }) =>
  outputs.map(
    ({ text, data = {} }) => text ?? data["text/html"] ?? / aria-label="([^"]*)"/.exec(data["image/svg+xml"])?.[1],
  );

/** The first cell that says something else than what was stored. */
function firstChange(notebook, stored) {
  const index = notebook.cells.findIndex((cell, i) => String(said(cell)) !== String(said(stored.cells[i])));
  if (index < 0) return undefined;
  return { index, message: "it says something else than what is stored: look at it, then run with --write" };
}

async function main(file, { write, check }) {
  const text = fs.readFileSync(file, "utf8");
  const notebook = JSON.parse(text);
  const failure = (await firstFailure(notebook)) ?? (check ? firstChange(notebook, JSON.parse(text)) : undefined);
  if (write) fs.writeFileSync(file, `${JSON.stringify(notebook, null, 1)}\n`);
  // tslab replaces process.stdout.write while cells run, so the verdict goes to the descriptor.
  fs.writeSync(1, failure ? `${file}: cell ${failure.index}: ${failure.message}\n` : `${file}: ok\n`);
  process.exit(failure ? 1 : 0);
}

const [file, ...flags] = process.argv.slice(2);
main(file, { write: flags.includes("--write"), check: flags.includes("--check") });
