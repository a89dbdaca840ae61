// The node-* packages publish `os` and `cpu` as strings; as lists, only this platform's Node is installed.
module.exports = {
  hooks: {
    readPackage(manifest) {
      if (/^node-(bin-)?(linux|darwin|win)-/.test(manifest.name)) {
        if (typeof manifest.os === "string") manifest.os = [manifest.os];
        if (typeof manifest.cpu === "string") manifest.cpu = [manifest.cpu];
      }
      return manifest;
    },
  },
};
