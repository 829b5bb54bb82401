/**
 * A dictionary with the same keys as the English one and other words. A language without a singular of its own leaves the texts
 * for one out: i18next takes those for `other`.
 */
export type Translation<English> = {
  readonly [Key in keyof English as Key extends `${string}_one` ? never : Key]: English[Key] extends string
    ? string
    : Translation<English[Key]>;
} & { readonly [Key in keyof English as Key extends `${string}_one` ? Key : never]?: string };
