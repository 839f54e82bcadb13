import type { ComponentChildren } from "preact";

/** A line drawing beside words; the words carry the meaning. */
export function Icon({ children, off = false }: { readonly children: ComponentChildren; readonly off?: boolean }) {
  return (
    <svg class="vt-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
      {off ? <path d="M4 4l16 16" /> : null}
    </svg>
  );
}

export const DocumentIcon = () => (
  <Icon>
    <rect x="2.500" y="5" width="19" height="14" rx="2" />
    <circle cx="8" cy="11" r="2" />
    <path d="M5 16c.5-2 1.600-2.500 3-2.500s2.500.500 3 2.500M14 10h4.500M14 14h4.500" />
  </Icon>
);

export const PhoneIcon = () => (
  <Icon>
    <rect x="7" y="2.500" width="10" height="19" rx="2" />
    <path d="M11 18.500h2" />
  </Icon>
);

export const QuietIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600l1.400 1.400M17 17l1.400 1.400M5.600 18.400l1.400-1.400M17 7l1.400-1.400" />
  </Icon>
);
