import type { CourierHomeView } from '../../src/shared/page-views.ts';
import type { Deed, Waiting } from './outbox-order.ts';

const DEEDS = 'deeds';
const KEPT = 'kept';

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
  });
}

function opened(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(DEEDS, { keyPath: 'id', autoIncrement: true });
    request.result.createObjectStore(KEPT);
  };
  return settled(request);
}

/** What the phone keeps over reloads and dead zones: the outbox in order, and the last known home. */
export class PhoneStore {
  readonly #db: IDBDatabase;
  private constructor(db: IDBDatabase) {
    this.#db = db;
  }

  /** Each courier has an own store, so that a shared phone never sends one's deeds as another's. */
  static async open(courierId: string): Promise<PhoneStore> {
    return new PhoneStore(await opened(`waylight-courier-${courierId}`));
  }

  /** Keeps a deed; resolves with its place in the order. */
  async add(deed: Deed): Promise<number> {
    return (await settled(this.#store(DEEDS, 'readwrite').add(deed))) as number;
  }

  /** All that waits, oldest first. */
  waiting(): Promise<Waiting[]> {
    return settled(this.#store(DEEDS, 'readonly').getAll()) as Promise<Waiting[]>;
  }

  async remove(ids: readonly number[]): Promise<void> {
    const store = this.#store(DEEDS, 'readwrite');
    await Promise.all(ids.map((id) => settled(store.delete(id))));
  }

  async keepHome(home: CourierHomeView): Promise<void> {
    await settled(this.#store(KEPT, 'readwrite').put(home, 'home'));
  }

  async lastHome(): Promise<CourierHomeView | null> {
    return (
      ((await settled(this.#store(KEPT, 'readonly').get('home'))) as CourierHomeView | undefined) ?? null
    );
  }

  #store(name: string, mode: IDBTransactionMode): IDBObjectStore {
    return this.#db.transaction(name, mode).objectStore(name);
  }
}
