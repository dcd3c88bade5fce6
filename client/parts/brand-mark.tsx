import icon from './icon.svg';

/** Our mark, a promise bar: the same picture as the tab's icon. */
export const BrandMark = ({ px }: { px: number }) => (
  <img class="brand-mark" src={icon} alt="" width={px} height={px} />
);
