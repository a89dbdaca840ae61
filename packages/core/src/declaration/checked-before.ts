/** In place of the checks in a bundle: who synthesises it has imported the same declaration, and so checked it. */
export function checkDeclaration(): void {}

/** The same of connections. */
export function checkConnections(): void {}

/** The same of a form. */
export function checkForm(): void {}

/** The same of a button. */
export function checkButton(): void {}
