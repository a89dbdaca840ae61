// CommonJS and a file of its own: who counts what a webhook loads must load nothing that a webhook would have to.

/** Calls `note` with the name of each object of `Intl` that is made from now on, while it is being made. */
module.exports = function noteIntl(note) {
  for (const name of Object.getOwnPropertyNames(Intl).filter((name) => /^[A-Z]/.test(name))) {
    const noted = new Proxy(Intl[name], {
      construct(target, args, made) {
        note(name);
        return Reflect.construct(target, args, made === noted ? target : made);
      },
      apply(target, self, args) {
        note(name);
        return Reflect.apply(target, self, args);
      },
    });
    Intl[name] = noted;
  }
};
