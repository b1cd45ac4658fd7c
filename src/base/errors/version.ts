/**
 * The version of this package.
 *
 * @see tornado.version
 */
export const version = "0.1.0";
