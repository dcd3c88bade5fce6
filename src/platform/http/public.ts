/** Metadata key of routes that need no principal; set through `@Public()` of access, or directly below access. */
export const PUBLIC = 'waylight:public';
