// What holds between the languages, as types: the same keys, and functions that take every parameter.

/** `unknown` where `Other` says all that `Own` says; else something that it is not, named by the key at fault. */
export type Complete<Own, Other> = [Faults<Own, Other>] extends [never] ? unknown : { missing: Faults<Own, Other> };

/** The paths at which the two trees differ. */
type Faults<Own, Other, Path extends string = ""> = Own extends (...given: infer P) => unknown
  ? Other extends (...given: infer Q) => unknown
    ? P["length"] extends Q["length"] ? never : Path
    : Path
  : Own extends string | readonly unknown[]
    ? never
    : string extends keyof Own ? never // A table of open keys; `texts.test.ts` compares those.
    : { [K in keyof Own & string]: K extends keyof Other ? Faults<Own[K], Other[K], `${Path}.${K}`> : `${Path}.${K}` }[keyof Own & string];
