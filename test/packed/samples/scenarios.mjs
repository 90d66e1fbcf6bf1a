import { explain, replay } from '@memstrata/scenarios';
import { library } from '@memstrata/scenarios/library';
import { figures, toSvg } from '@memstrata/scenarios/view';

const moment = replay(library['malloc-split']).at(0);
const [figure] = figures(moment, 'en');
console.log(explain(moment, 'en').length > 0, toSvg(figure).startsWith('<svg'));
