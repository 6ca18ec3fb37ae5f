/** When the gallery is looked at: always the same moment, so that two pictures of one state are the same. In ms. */
export const lookedAt = Date.UTC(2027, 2, 9, 10, 24);
