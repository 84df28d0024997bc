// What `licences.ts` beside the configuration finds while the page is built.
declare module "virtual:licences" {
  const found: {
    packages: { name: string; version: string; licence: string; texts: number[] }[];
    texts: string[];
  };
  export default found;
}
