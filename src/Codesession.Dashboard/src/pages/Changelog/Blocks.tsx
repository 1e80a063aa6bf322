import type { Block, Inline } from './document';

/** Text of the changelog. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return <>{blocks.map((block, i) => <BlockView key={i} block={block} />)}</>;
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h3><Inlines parts={block.parts} /></h3>;
    case 'text':
      return <p><Inlines parts={block.parts} /></p>;
    case 'code':
      return <pre><code>{block.text}</code></pre>;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return <List>{block.items.map((item, i) => <li key={i}><Item blocks={item} /></li>)}</List>;
    }
  }
}

// A point of one sentence needs no paragraph.
function Item({ blocks }: { blocks: Block[] }) {
  const only = blocks.length === 1 ? blocks[0] : undefined;
  return only?.kind === 'text' ? <Inlines parts={only.parts} /> : <Blocks blocks={blocks} />;
}

function Inlines({ parts }: { parts: Inline[] }) {
  return <>{parts.map((part, i) => <InlineView key={i} part={part} />)}</>;
}

function InlineView({ part }: { part: Inline }) {
  switch (part.kind) {
    case 'text':
      return <>{part.text}</>;
    case 'code':
      return <code>{part.text}</code>;
    case 'strong':
      return <strong><Inlines parts={part.parts} /></strong>;
    case 'em':
      return <em><Inlines parts={part.parts} /></em>;
    case 'link':
      // A path within the repository leads nowhere from here.
      return /^https?:/.test(part.href)
        ? <a class="link" href={part.href} target="_blank" rel="noreferrer"><Inlines parts={part.parts} /></a>
        : <Inlines parts={part.parts} />;
  }
}
