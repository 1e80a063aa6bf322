import type { components, paths } from './schema';

/** The objects of the API by the names of its document. */
export type Schemas = components['schemas'];

type Got<P> = P extends { get: { responses: { 200: { content: { 'application/json': infer A } } } } } ? A : never;
type Asked<P> = P extends { get: { parameters: infer A } } ? Fields<A, 'query'> & Fields<A, 'path'> : never;
type Fields<A, K extends string> = A extends { [key in K]?: infer F } ? ([NonNullable<F>] extends [never] ? unknown : NonNullable<F>) : unknown;

/** The paths that answer a GET with JSON. */
export type GetPath = { [P in keyof paths]: [Got<paths[P]>] extends [never] ? never : P }[keyof paths];

/** What such a path answers. */
export type AnswerOf<P extends GetPath> = Got<paths[P]>;

/** What it can be asked: the parameters of its query and its path together. */
export type ParamsOf<P extends GetPath> = Asked<paths[P]>;
