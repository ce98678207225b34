/** A database on the device (IndexedDB) that is opened once, and anew after another tab has changed its shape. */
export class Database {
  private opened: Promise<IDBDatabase> | undefined;

  /** `make` gives a new database its stores. */
  constructor(
    private readonly name: string,
    private readonly make: (database: IDBDatabase) => void,
  ) {}

  /** One transaction over these stores; it rejects with what IndexedDB says: `QuotaExceededError` when the device is full. */
  async work<R extends IDBRequest | IDBRequest[]>(
    stores: string[],
    mode: IDBTransactionMode,
    ask: (transaction: IDBTransaction) => R,
  ): Promise<R> {
    const database = await (this.opened ??= this.open());
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(stores, mode);
      const asked = ask(transaction);
      transaction.oncomplete = () => resolve(asked);
      transaction.onerror = (event) => reject((event.target as IDBRequest).error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  private open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => this.make(request.result);
      request.onsuccess = () => {
        request.result.onversionchange = () => {
          request.result.close();
          this.opened = undefined;
        };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
  }
}
