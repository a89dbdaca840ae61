// The node-* packages publish `os` and `cpu` as strings, and those for Linux leave out that they need glibc:
// said as lists, every platform's Node is locked and only this platform's is installed. On Alpine none is,
// and scripts run on the system's Node (24 or newer).
module.exports = {
  hooks: {
    readPackage(manifest) {
      if (/^node-(bin-)?(linux|darwin|win)-/.test(manifest.name)) {
        if (typeof manifest.os === "string") manifest.os = [manifest.os];
        if (typeof manifest.cpu === "string") manifest.cpu = [manifest.cpu];
        if (manifest.name.startsWith("node-linux-")) manifest.libc = ["glibc"];
      }
      return manifest;
    },
  },
};
