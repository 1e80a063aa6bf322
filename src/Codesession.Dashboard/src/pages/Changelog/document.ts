/** What the build makes of CHANGELOG.md. */
export interface Release {
  title: string;
  blocks: Block[];
}

export type Block =
  | { kind: 'heading' | 'text'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'code'; text: string };

export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em'; parts: Inline[] }
  | { kind: 'link'; href: string; parts: Inline[] };
