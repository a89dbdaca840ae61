"use strict";
// Loaded before every program of package.json's scripts (`node --require`), in words that every Node of the last ten
// years understands: what is needed is said in a sentence, not in a stack.
var fs = require("fs");
var path = require("path");

var root = path.join(__dirname, "..", "..", "..");
var manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
var packageManager = manifest.packageManager;

function refuse(sentence) {
  process.stderr.write(sentence + "\n");
  process.exit(1);
}

if (!process.features.typescript)
  refuse(
    "Node " +
      process.versions.node +
      " cannot run this: it needs Node 24. `npx " +
      packageManager +
      " install` brings that along, and `npx " +
      packageManager +
      " <script>` runs on it; npx itself needs Node 20 or later.",
  );
// What pnpm leaves in a folder that it has filled.
if (!fs.existsSync(path.join(root, "node_modules", ".modules.yaml")))
  refuse(
    "The dependencies are not there, or another program than pnpm has put them there. Delete the folder node_modules, then: npx " +
      packageManager +
      " install",
  );
