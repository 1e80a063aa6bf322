// A small agent: asks those providers that you have keys for, writes a file and commits it.
//
//   npm ci
//   cs run node agent.js
//
// The clients are the official ones and find the proxy of `cs run` by themselves, in the environment.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';

const question = 'Write one line about ledgers.';
const { ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY } = process.env;
const answers = [];

function tell(who, text, input, output) {
  answers.push(text);
  console.log(JSON.stringify({ who, text, input, output }));
}

async function askAnthropic() {
  const client = new Anthropic();
  const request = { model: 'claude-sonnet-4-6', max_tokens: 200, messages: [{ role: 'user', content: question }] };

  const message = await client.messages.create(request);
  const text = message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');
  tell('anthropic', text, message.usage.input_tokens, message.usage.output_tokens);

  const streamed = await client.messages.stream(request).finalMessage();
  tell('anthropic, streamed', streamed.content.map((block) => block.text ?? '').join(''), streamed.usage.input_tokens, streamed.usage.output_tokens);
}

async function askOpenAI() {
  const client = new OpenAI();
  const request = { model: 'gpt-5-mini', messages: [{ role: 'user', content: question }] };

  const completion = await client.chat.completions.create(request);
  tell('openai', completion.choices[0].message.content, completion.usage.prompt_tokens, completion.usage.completion_tokens);

  // It does not ask for usage, as most programs do not: the proxy sees to it that it is known all the same.
  let text = '';
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
    text += chunk.choices[0].delta.content ?? '';
  }
  tell('openai, streamed', text);

  const stream = client.responses.stream({ model: 'gpt-5-mini', input: question });
  const response = await stream.finalResponse();
  tell('openai, responses', response.output_text, response.usage.input_tokens, response.usage.output_tokens);
}

async function askGemini() {
  const client = new GoogleGenAI({ apiKey: GEMINI_API_KEY });
  const request = { model: 'gemini-2.5-flash', contents: question };

  const reply = await client.models.generateContent(request);
  tell('google', reply.text, reply.usageMetadata.promptTokenCount, reply.usageMetadata.candidatesTokenCount);

  let [text, usage] = ['', {}];
  for await (const part of await client.models.generateContentStream(request)) {
    text += part.text ?? '';
    usage = part.usageMetadata ?? usage;
  }
  tell('google, streamed', text, usage.promptTokenCount, usage.candidatesTokenCount);
}

if (ANTHROPIC_API_KEY) await askAnthropic();
if (OPENAI_API_KEY) await askOpenAI();
if (GEMINI_API_KEY) await askGemini();
if (answers.length === 0) {
  console.error('Set ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY.');
  process.exit(1);
}

writeFileSync('LINES.md', answers.map((answer) => `- ${answer.replaceAll('\n', ' ')}\n`).join(''));
execFileSync('git', ['add', 'LINES.md']);
execFileSync('git', ['commit', '--quiet', '--message', 'Write some lines about ledgers']);

// So that the tests can see that `cs run` ends as its command does.
process.exitCode = Number(process.argv[2] ?? 0);
