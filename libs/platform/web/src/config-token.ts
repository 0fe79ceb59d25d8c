/** The product's settings, for injection. */
export const CONFIG = Symbol('Config');
