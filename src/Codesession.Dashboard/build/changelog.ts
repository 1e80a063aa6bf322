import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lexer, type Token, type Tokens } from 'marked';
import type { Plugin } from 'vite';
import type { Block, Inline, Release } from '../src/pages/Changelog/document';

const name = 'virtual:changelog';
const file = fileURLToPath(new URL('../../../CHANGELOG.md', import.meta.url));

/** The repository's CHANGELOG.md as data, so that the page needs neither a Markdown parser nor innerHTML: `import releases from 'virtual:changelog'`. */
export function changelog(): Plugin {
  return {
    name: 'changelog',
    resolveId: id => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      this.addWatchFile(file);
      return `export default ${JSON.stringify(releases(readFileSync(file, 'utf8')))}`;
    },
  };
}

/** A release for each heading of the second level. What stands before the first one is left out. */
function releases(markdown: string): Release[] {
  const found: Release[] = [];
  for (const token of lexer(markdown)) {
    if (token.type === 'heading' && (token as Tokens.Heading).depth === 2) found.push({ title: (token as Tokens.Heading).text, blocks: [] });
    else found.at(-1)?.blocks.push(...blocks([token]));
  }
  return found;
}

function blocks(tokens: Token[]): Block[] {
  return tokens.flatMap((token): Block[] => {
    switch (token.type) {
      case 'heading':
        return [{ kind: 'heading', parts: inlines((token as Tokens.Heading).tokens) }];
      case 'list':
        return [{ kind: 'list', ordered: (token as Tokens.List).ordered, items: (token as Tokens.List).items.map(item => blocks(item.tokens)) }];
      case 'code':
        return [{ kind: 'code', text: (token as Tokens.Code).text }];
      case 'blockquote':
        return blocks((token as Tokens.Blockquote).tokens);
      case 'paragraph':
      case 'text':
        return [{ kind: 'text', parts: inlines((token as Tokens.Text).tokens ?? [token]) }];
      case 'space':
      case 'hr':
      case 'def':
        return [];
      default:
        // Better a build that fails than a page that hides what was written.
        throw new Error(`CHANGELOG.md has a ${token.type}, which the page cannot show yet: ${token.raw.slice(0, 80)}`);
    }
  });
}

function inlines(tokens: Token[]): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    switch (token.type) {
      case 'codespan':
        return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
      case 'strong':
      case 'em':
        return [{ kind: token.type, parts: inlines((token as Tokens.Strong).tokens) }];
      case 'link':
        return [{ kind: 'link', href: (token as Tokens.Link).href, parts: inlines((token as Tokens.Link).tokens) }];
      case 'br':
        return [{ kind: 'text', text: '\n' }];
      default:
        return [{ kind: 'text', text: 'text' in token ? String(token.text).replaceAll('\n', ' ') : token.raw }];
    }
  });
}
