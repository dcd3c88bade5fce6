/** Small signs; always beside a word, so hidden from screen readers. */
const sign =
  (path: string, filled = false) =>
  () => (
    <svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill-rule="evenodd">
      <path
        d={path}
        fill={filled ? 'currentColor' : 'none'}
        stroke={filled ? 'none' : 'currentColor'}
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );

export const SearchSign = sign('M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10m3.6-1.4L14 14');
export const LockSign = sign('M4 7h8v7H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2');
export const UnlockSign = sign('M4 7h8v7H4zM5.5 7V5a2.5 2.5 0 0 1 5-.6');
export const CloseSign = sign('M4 4l8 8M12 4l-8 8');
export const SoundSign = sign(
  'M2 6h2.5L8 3v10L4.5 10H2zM10.5 5.5a3.5 3.5 0 0 1 0 5M12.5 3.5a6.4 6.4 0 0 1 0 9',
);
export const MutedSign = sign('M2 6h2.5L8 3v10L4.5 10H2zM11 6l3.5 4M14.5 6L11 10');
export const BellSign = sign('M3.5 11.5h9L11.3 10V7a3.3 3.3 0 0 0-6.6 0v3zM6.8 14h2.4');
export const LinkSign = sign(
  'M6.5 9.5l3-3M7 4.5l1.2-1.2a3 3 0 0 1 4.3 4.3L11.3 8.800M9 11.500l-1.2 1.200a3 3 0 0 1-4.3-4.300L4.7 7.2',
);
export const PickupSign = sign('M8 13V3.500M4 7.200L8 3.200l4 4');
export const DropSign = sign('M8 3v9.500M4 8.800l4 4 4-4');
export const FitSign = sign('M2.5 6V2.500H6M10 2.500h3.500V6M13.5 10v3.500H10M6 13.500H2.500V10');
export const CriticalSign = sign(
  'M5 1.500h6L14.5 5v6L11 14.500H5L1.5 11V5zM7.2 4h1.600v5H7.200zm0 6.200h1.600v1.700H7.200z',
  true,
);
export const WarningSign = sign('M8 1.500l7 12.500H1zM7.3 6h1.400v4H7.300zm0 5h1.400v1.500H7.300z', true);
export const InfoSign = sign(
  'M8 1.500a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M7.2 7h1.600v5H7.200zm0-3h1.600v1.700H7.200z',
  true,
);
