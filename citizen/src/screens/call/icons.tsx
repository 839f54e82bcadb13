import { Icon } from "../../components/Icon";

export const MicrophoneIcon = ({ off }: { readonly off: boolean }) => (
  <Icon off={off}>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5 11a7 7 0 0 0 14 0M12 18v3" />
  </Icon>
);

export const CameraIcon = ({ off }: { readonly off: boolean }) => (
  <Icon off={off}>
    <rect x="3" y="6" width="12" height="12" rx="2" />
    <path d="M15 11l6-4v10l-6-4" />
  </Icon>
);

export const FlipIcon = () => (
  <Icon>
    <path d="M4 9a8 8 0 0 1 14-3l2 2M20 15a8 8 0 0 1-14 3l-2-2M20 4v4h-4M4 20v-4h4" />
  </Icon>
);

export const HangUpIcon = () => (
  <Icon>
    <path d="M3 14c0-1 .5-2 1.500-2.500C6.500 10 9 9.500 12 9.500s5.500.5 7.500 2c1 .5 1.500 1.500 1.500 2.500v1.500c0 .6-.5 1-1 .9l-3.300-.6a1 1 0 0 1-.9-1v-1.900a12 12 0 0 0-7.600 0v1.900a1 1 0 0 1-.9 1l-3.300.6c-.5.100-1-.300-1-.9z" />
  </Icon>
);
