/** The sign in front of a part: `*` the step changed it, `>` it is selected, `»` both. */
export const markOf = ({
  changed,
  selected = false,
}: {
  readonly changed: boolean;
  readonly selected?: boolean;
}): string => {
  if (selected) return changed ? '»' : '>';
  return changed ? '*' : ' ';
};

/** What a selected part carries in SVG. */
export const selectedMark = ({ selected }: { readonly selected?: boolean }): string =>
  selected ? ' data-selected="true" stroke-width="3"' : '';
