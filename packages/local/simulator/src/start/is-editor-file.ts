/** Whether a file is an editor's own, beside the one that is edited: of Vim, Emacs, nano, JetBrains and others. */
export function isEditorFile(name: string): boolean {
  return /~$|\.sw[a-z]$|^\.#|^#.*#$|^4913$|\.tmp$|___jb_(?:tmp|old)___$|^\.DS_Store$/u.test(name);
}
