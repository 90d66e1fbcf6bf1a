/** The environment variables the command reads; any other may be passed on. */
export interface Environment {
  readonly [name: string]: string | undefined;
  readonly NO_COLOR?: string | undefined;
  readonly FORCE_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
  readonly COLUMNS?: string | undefined;
  readonly PATH?: string | undefined;
  readonly PYENV_ROOT?: string | undefined;
}
