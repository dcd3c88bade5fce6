import type { Rng } from './rng.ts';

const FIRST = (
  'Alice Astrid Elsa Maja Ebba Wilma Freja Saga Ines Selma Klara Linnea Nora Vera Stina ' +
  'Hugo Liam Oscar Axel Elias Nils Arvid Sixten Olle Viggo Malte Isak Edvin Amir Yusuf Leo Mira Zahra Lin Wei'
).split(' ');
const LAST = (
  'Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Lindberg Bergström ' +
  'Lundgren Sandberg Holm Wallin Ek Ström Dahl Haddad Chen Nowak Hansen Virtanen Kaya'
).split(' ');
const NOTES = ['Ring the lower bell.', 'Door code 4711.', 'Leave it with the neighbour.', 'Second yard.'];

/** Nobody in particular. */
export function person(rng: Rng): string {
  return `${rng.pick(FIRST)} ${rng.pick(LAST)}`;
}

/** A number from the range kept free for fiction in Sweden (031-390 06 00 to 49). */
export function phone(rng: Rng): string {
  return `+46313900${600 + rng.int(0, 49)}`;
}

/** What some people add to their address. */
export function doorNote(rng: Rng): string | undefined {
  return rng.chance(0.25) ? rng.pick(NOTES) : undefined;
}
