/**
 * One HTML file: the page's code and styles inlined, the engine in an element of its own. In development the shipped scenarios
 * stand in the page as well; the built page has none, `truceline lab` fills them in.
 */
import { existsSync, readFileSync, readdirSync, watch } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const engine = resolve(root, "lab/target/engine.wasm");

/** No network, whatever the page's code says. `wasm-unsafe-eval` allows compiling the engine and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob: data:",
  "worker-src blob: data:",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function engineText(): string {
  if (!existsSync(engine)) {
    throw new Error("lab/target/engine.wasm is missing: scripts/lab engine builds it");
  }
  return packed(readFileSync(engine));
}

function packed(bytes: Uint8Array | string): string {
  return gzipSync(bytes, { level: 9 }).toString("base64");
}

/** A shipped scenario with the files that it names, as the page takes them. */
function scenarioFiles(name: string): { path: string; origin: string; texts: { path: string; text: string }[] } {
  const directory = join(root, "scenarios");
  const text = readFileSync(join(directory, name), "utf8");
  const named = [...text.matchAll(/^\s*(?:geography|parameter_file):\s*(?:Some\()?"([^"]+)"/gm)].map((match) => match[1]!);
  const texts = [name, ...named].map((path) => ({ path, text: readFileSync(join(directory, path), "utf8") }));
  return { path: name, origin: `scenarios/${name}`, texts };
}

function scenarios(): string {
  const names = readdirSync(join(root, "scenarios")).filter((name) => name.endsWith(".ron"));
  return packed(JSON.stringify(names.sort().map(scenarioFiles)));
}

function versions(): { version: string; resultVersion: string } {
  const find = (path: string, pattern: RegExp): string => {
    const found = pattern.exec(readFileSync(join(root, path), "utf8"));
    if (found === null) throw new Error(`${path}: no version found`);
    return found[1]!;
  };
  return {
    version: find("Cargo.toml", /^version = "([^"]+)"/m),
    resultVersion: find("src/model/border.rs", /RESULT_VERSION: u32 = (\d+)/),
  };
}

function fill(html: string, id: string, text: string): string {
  const element = new RegExp(`(<script type="[^"]*" id="${id}">)[^<]*(</script>)`);
  if (!element.test(html)) throw new Error(`index.html: no element \`${id}\``);
  return html.replace(element, (_, open: string, close: string) => open + text + close);
}

function head(html: string, tags: string): string {
  return html.replace("<meta charset=\"utf-8\">", (found) => `${found}\n${tags}`);
}

function lab(): Plugin {
  let building = false;
  return {
    name: "truceline-lab",
    configResolved(config) {
      building = config.command === "build";
    },
    configureServer(server) {
      for (const place of [dirname(engine), join(root, "scenarios")]) {
        if (existsSync(place)) {
          const watcher = watch(place, (_, file) => {
            if (file === null || /\.(wasm|ron)$/.test(file)) server.ws.send({ type: "full-reload" });
          });
          server.httpServer?.on("close", () => watcher.close());
        }
      }
    },
    transformIndexHtml: {
      order: "post",
      handler(html) {
        const { version, resultVersion } = versions();
        const identity =
          `<meta name="truceline-lab" content="${version}">\n` +
          `<meta name="truceline-result-version" content="${resultVersion}">`;
        const filled = fill(head(html, identity), "engine", engineText());
        if (!building) return fill(filled, "scenarios", scenarios());
        return head(filled, `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
      },
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const page = bundle["index.html"];
        if (page === undefined || page.type !== "asset") throw new Error("no index.html in the bundle");
        let html = String(page.source);
        let code = "";
        for (const [name, item] of Object.entries(bundle)) {
          if (name === "index.html") continue;
          if (item.type === "chunk") {
            code += item.code;
            html = html.replace(new RegExp(`\\s*<script type="module"[^>]*src="[^"]*${name}"[^>]*></script>`), "");
          } else if (name.endsWith(".css")) {
            const style = `<style>${String(item.source)}</style>`;
            html = html.replace(new RegExp(`<link rel="stylesheet"[^>]*href="[^"]*${name}"[^>]*>`), () => style);
          } else {
            throw new Error(`${name}: not inlined; the page must be one file`);
          }
          delete bundle[name];
        }
        const safe = code.replace(/<(\/script|!--)/gi, "<\\$1");
        html = html.replace("</body>", () => `<script type="module">${safe}</script>\n</body>`);
        if (/<(script|link|img)[^>]*\s(src|href)="(?!data:)/.test(html.replace(/<script[^>]*>[^]*?<\/script>/g, ""))) {
          throw new Error("the page refers to another file");
        }
        page.source = html;
      },
    },
  };
}

export default defineConfig({
  root: here,
  plugins: [lab()],
  build: {
    outDir: resolve(root, "lab/target/page"),
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 1_000_000,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
  // Browsers start no module from a Blob of a page that was opened from disk.
  worker: { format: "iife" },
});
