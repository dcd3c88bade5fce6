import { Injectable } from '@nestjs/common';
import { invalid, notFound } from '../shared/errors.ts';

type Subject = 'store' | 'courier';
type Known = (ids: string[]) => Promise<string[]>;

/** The stores and couriers that rights are given for: fleet, which access can't import, says which exist. */
@Injectable()
export class Subjects {
  readonly #known = new Map<Subject, Known>();

  provide(subject: Subject, known: Known): void {
    this.#known.set(subject, known);
  }

  /** Throws not_found when there is no such object. */
  async mustExist(subject: Subject, id: string): Promise<void> {
    if (!(await this.#allKnown(subject, [id]))) throw notFound(subject);
  }

  /** Refuses an input field that names an object which does not exist. */
  async mustBeKnown(subject: Subject, ids: string[], field: string): Promise<void> {
    if (!(await this.#allKnown(subject, ids)))
      throw invalid(field, `There is no such ${subject}.`, `${subject}_not_found`);
  }

  async #allKnown(subject: Subject, ids: string[]): Promise<boolean> {
    const known = new Set(await this.#known.get(subject)?.(ids));
    return ids.every((id) => known.has(id));
  }
}
