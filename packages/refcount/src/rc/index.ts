/** `@memstrata/refcount/rc`: counted handles for everyday TypeScript. */
export { AsyncRc, asyncRc } from './async-rc.ts';
export { DisposeErrors, NotUnique, UseAfterDispose } from './errors.ts';
export { Rc, rc, Weak } from './rc.ts';
