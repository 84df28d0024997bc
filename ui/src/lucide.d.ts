// One drawing of Lucide a file, so that only those that are named are carried. The library types them all together only.
declare module "lucide/dist/esm/icons/*.mjs" {
  import type { IconNode } from "lucide";
  const drawing: IconNode;
  export default drawing;
}
