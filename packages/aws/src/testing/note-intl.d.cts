declare function noteIntl(note: (name: string) => void): void;
export = noteIntl;
