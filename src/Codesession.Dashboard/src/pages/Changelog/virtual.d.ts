declare module 'virtual:changelog' {
  const releases: import('./document').Release[];
  export default releases;
}
