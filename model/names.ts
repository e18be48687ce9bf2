/** Names of parameters: in camelCase where they are fields, in kebab-case where they are flags and in what is told of them. */

/** byzantineValues -> byzantine-values */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** byzantine-values -> byzantineValues */
export const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
