import type { DynamoDbLocal } from '../local/dynamodb/index.ts';
import type { Findings } from './report/verdict.ts';

/** What a part of the benchmark gets. */
export interface Setting {
  readonly dynamodb: Pick<DynamoDbLocal, 'endpoint' | 'pid'>;
  /** Smaller sizes and shorter rounds: about five minutes for all parts. */
  readonly quick: boolean;
  /**
   * Whether Berth's table has a stream, as when deployed. In DynamoDB Local a stream slows every write to any table. On AWS
   * it slows none.
   */
  readonly stream: boolean;
  /** At least five. */
  readonly rounds: number;
}

export type Suite = (setting: Setting) => Promise<Findings>;
