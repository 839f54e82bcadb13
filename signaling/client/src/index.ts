export { backoffDelay, FIRST_DELAY_MS, LONGEST_DELAY_MS } from "./backoff";
export { CallMedia, type CallMediaOptions, type CallMediaState } from "./callMedia";
export { Connection, wakeWithPage, webSocketUrl, type ConnectionOptions, type ConnectionStatus } from "./connection";
export {
  CAMERA,
  DeviceError,
  listDevices,
  mayOpenUnasked,
  onDevicesChanged,
  openCamera,
  openMedia,
  openMicrophone,
  stopMedia,
  type DeviceInfo,
  type DeviceLists,
  type DeviceProblem,
  type Facing,
  type MediaChoice,
} from "./devices";
export { asRefusal, Refusal, type RefusalDetails } from "./errors";
export { http, httpJson, type HttpRequest } from "./http";
export { IceServers, iceServers } from "./iceServers";
export { LevelMeter, loudness } from "./meter";
export { MAX_VIDEO_BITRATE, Peer, type Exchange, type LegShape, type LocalTracks, type PeerState } from "./peer";
export { Prewarm, type PrewarmWish } from "./prewarm";
export * from "./protocol";
export { ServerClock } from "./serverClock";
export { isRelayed, MediaMeter, type MediaFigures } from "./stats";
export { FALLBACK, LANGUAGES, negotiate, SHARED_TEXTS, Texts, type PageLanguage, type TextArguments, type TextSources } from "./texts";
export { audioContext, playCallTone, playTestTone } from "./tone";
