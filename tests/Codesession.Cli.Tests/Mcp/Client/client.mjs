// The official TypeScript client over the streams of a real `cs mcp`. Its client holds every answer against the tool's output schema.
// CODESESSION_CS is the path of cs. The working folder is a repository, where it commits once. Prints one JSON document.
import { execFileSync } from 'node:child_process';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const client = new Client({ name: 'claude-code', version: '1' });
await client.connect(new StdioClientTransport({ command: process.env.CODESESSION_CS, args: ['mcp'], env: process.env }));

const { tools } = await client.listTools();
const call = async (name, args) => {
  const { isError = false, content, structuredContent = null } = await client.callTool({ name, arguments: args });
  return { tool: name, isError, text: JSON.parse(content[0].text), structured: structuredContent };
};

const git = (...words) => execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], { encoding: 'utf8' }).trim();
const usage = { provider: 'anthropic', model: 'claude-sonnet-4-5', promptTokens: 1000, completionTokens: 100, requestId: 'r1' };
const answers = [];
answers.push(await call('start_session', { name: 'größer', budget: 0.001 }));
for (const [name, args] of [
  ['log_ai_usage', usage],
  ['add_note', { message: 'half way' }],
  ['session_status', {}],
  ['check_budget', {}],
  ['list_sessions', {}],
  ['cost_report', { by: 'model' }],
  ['get_stats', {}],
]) {
  answers.push(await call(name, args));
}
git('commit', '-q', '--allow-empty', '-m', 'Second');
answers.push(await call('end_session', { notes: 'done' }));
answers.push(await call('cost_of_commit', { hash: git('rev-parse', 'HEAD') }));

// An argument that no tool knows is wrong for every one of them.
const refusals = [];
for (const { name } of tools) {
  refusals.push(await call(name, { nonsense: 1 }));
}

const { resources } = await client.listResources();
const { contents } = await client.readResource({ uri: resources[0].uri });
const server = client.getServerVersion();
await client.close();
console.log(JSON.stringify({ server, tools: tools.map(({ name }) => name), answers, refusals, resource: { uri: contents[0].uri, json: JSON.parse(contents[0].text) } }));
