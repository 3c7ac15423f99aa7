/** Namespaces of BigQuery's functions of which the emulator has none, or but some. */
const NAMESPACES: ReadonlySet<string> = new Set(['AEAD', 'AI', 'HLL_COUNT', 'KEYS', 'KLL_QUANTILES', 'ML', 'NET', 'OBJ']);
const PREFIX = /^(?:DETERMINISTIC_|DLP_|S2_|ST_)/;

const NAMES: ReadonlySet<string> = new Set(
  `APPENDS APPROX_COSINE_DISTANCE APPROX_DOT_PRODUCT APPROX_EUCLIDEAN_DISTANCE BAG_OF_WORDS CHANGES COLLATE EXTERNAL_OBJECT_TRANSFORM GAP_FILL
   GENERATE_RANGE_ARRAY RANGE RANGE_CONTAINS RANGE_END RANGE_INTERSECT RANGE_OVERLAPS RANGE_SESSIONIZE RANGE_START SEARCH TEXT_ANALYZE TF_IDF
   VECTOR_INDEX.STATISTICS VECTOR_SEARCH`.split(/\s+/),
);

/** Whether BigQuery has a function of that name (upper case, with its namespace), though the emulator may not. */
export function isRealFunction(name: string): boolean {
  const [namespace = '', ...rest] = name.split('.');
  return NAMES.has(name) || (rest.length === 1 && NAMESPACES.has(namespace)) || (rest.length === 0 && PREFIX.test(name));
}
