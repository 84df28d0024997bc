// What `panduan.ts` beside the configuration makes of `docs/panduan` while the page is built.
declare module "virtual:panduan" {
  export interface Section {
    id: string;
    title: string;
    /** Made from our own text, never from what anybody typed. */
    html: string;
  }
  export interface Chapter {
    slug: string;
    title: string;
    sections: Section[];
  }
  export const chapters: Chapter[];
}
