/** How something in a picture stands. Never told by colour alone: each has a shape and words. */
export type PictureMark = 'fine' | 'warning' | 'problem' | 'unknown';
