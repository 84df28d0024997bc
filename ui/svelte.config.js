import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  // A warning of the compiler (most are about access) stops the build: the desk is walked by keyboard and read aloud.
  onwarn(warning, handler) {
    if (warning.filename?.includes("node_modules")) return handler(warning);
    throw new Error(`${warning.filename}: ${warning.code}: ${warning.message}`);
  },
};
