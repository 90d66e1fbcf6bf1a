/** A column of addresses as SVG: the highest on top, each gap a broken axis with its size. */
import type { AddressColumn, ColumnPart } from './figure.ts';
import { hex } from './format.ts';
import { markOf, selectedMark } from './mark.ts';
import { color } from './palette.ts';
import {
  area,
  CHARACTER,
  type Drawing,
  escaped,
  LINE,
  light,
  line,
  round,
  WIDTH,
  widest,
} from './svg-parts.ts';

const BAR_WIDTH = 120;

/** Each part a bar with its lowest address at its lower edge, and its words beside it. */
export function drawColumn({ parts }: AddressColumn, id: string): Drawing {
  const digits = ((parts[0]?.end ?? 1) - 1).toString(16).length;
  const left = (digits + 2) * CHARACTER + 12;
  let y = 0;
  const drawn = parts.map((part) => {
    const height = part.height * LINE;
    const body = drawPart(part, id, { left, y, height, digits });
    y += height;
    return body;
  });
  const right = left + BAR_WIDTH + 12;
  const words = widest(parts.map((part) => textOf(part)));
  return { body: drawn.join(''), width: Math.max(WIDTH, Math.ceil(right + words + 8)), height: y };
}

const textOf = (part: ColumnPart): string => `${markOf(part)}${part.label}  ${part.detail}`;

interface Place {
  readonly left: number;
  readonly y: number;
  readonly height: number;
  readonly digits: number;
}

function drawPart(part: ColumnPart, id: string, { left, y, height, digits }: Place): string {
  const isGap = part.role === 'gap';
  const middle = y + height / 2 + 4;
  const bar = isGap
    ? brokenAxis(left, y, height)
    : area(id, left, y, BAR_WIDTH, height, part.role, part.changed);
  const address = isGap ? '' : line(4, y + height - 5, hex(part.start, digits));
  const words = line(left + BAR_WIDTH + 12, middle, textOf(part));
  return `<g class="part" data-key="${escaped(part.key)}" data-start="${part.start}" data-end="${part.end}" data-role="${part.role}" data-changed="${part.changed}"${selectedMark(part)}>${bar}${address}${words}</g>`;
}

/** The sides of the bar go on as dots between two waves. */
function brokenAxis(left: number, y: number, height: number): string {
  const edge = color('edge', light.edge);
  const wave = (at: number): string => {
    const quarter = BAR_WIDTH / 4;
    return `M${round(left)} ${round(at)}q${quarter / 2} -6 ${quarter} 0t${quarter} 0t${quarter} 0t${quarter} 0`;
  };
  return `<path d="${wave(y + height * 0.3)}${wave(y + height * 0.7)}" fill="none" stroke="${edge}"/>`;
}
