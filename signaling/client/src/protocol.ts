/** Wire types, generated from `signaling/protocol`; never edited by hand. */
export type { AnnouncementView } from "./generated/AnnouncementView";
export type { Attendance } from "./generated/Attendance";
export type { AvailabilityView } from "./generated/AvailabilityView";
export type { Board } from "./generated/Board";
export type { BoardAssistant } from "./generated/BoardAssistant";
export type { BoardTicket } from "./generated/BoardTicket";
export type { CallFile } from "./generated/CallFile";
export type { CheckState } from "./generated/CheckState";
export type { CheckView } from "./generated/CheckView";
export type { CitizenState } from "./generated/CitizenState";
export type { ClientFrame } from "./generated/ClientFrame";
export type { ClientMessage } from "./generated/ClientMessage";
export type { ClientReport } from "./generated/ClientReport";
export type { CloseOffice } from "./generated/CloseOffice";
export type { ClosingChance } from "./generated/ClosingChance";
export type { ClosingQueue } from "./generated/ClosingQueue";
export type { ClosureNotice } from "./generated/ClosureNotice";
export type { ClosureView } from "./generated/ClosureView";
export type { CodeView } from "./generated/CodeView";
export type { ConnectionTestView } from "./generated/ConnectionTestView";
export type { ContactStep } from "./generated/ContactStep";
export type { ContactView } from "./generated/ContactView";
export type { Decision } from "./generated/Decision";
export type { DocumentProof } from "./generated/DocumentProof";
export type { EstimateQuality } from "./generated/EstimateQuality";
export type { GatewayView } from "./generated/GatewayView";
export type { IceServer } from "./generated/IceServer";
export type { IceServersView } from "./generated/IceServersView";
export type { IdentificationView } from "./generated/IdentificationView";
export type { Identify } from "./generated/Identify";
export type { KeptLine } from "./generated/KeptLine";
export type { Language } from "./generated/Language";
export type { MessageCount } from "./generated/MessageCount";
export type { MessagesView } from "./generated/MessagesView";
export type { MessageView } from "./generated/MessageView";
export type { MinuteRange } from "./generated/MinuteRange";
export type { FreeInterpreter } from "./generated/FreeInterpreter";
export type { LineDirection } from "./generated/LineDirection";
export type { LineQuality } from "./generated/LineQuality";
export type { LineSeconds } from "./generated/LineSeconds";
export type { LineSpell } from "./generated/LineSpell";
export type { LineView } from "./generated/LineView";
export type { OfficeStatus } from "./generated/OfficeStatus";
export type { PathView } from "./generated/PathView";
export type { PictureShown } from "./generated/PictureShown";
export type { PeerView } from "./generated/PeerView";
export type { PlannedState } from "./generated/PlannedState";
export type { Procedure } from "./generated/Procedure";
export type { RecordedCall } from "./generated/RecordedCall";
export type { RecordedPart } from "./generated/RecordedPart";
export type { RecordingState } from "./generated/RecordingState";
export type { PromisedWindow } from "./generated/PromisedWindow";
export type { PublicText } from "./generated/PublicText";
export type { RequestedAvailability } from "./generated/RequestedAvailability";
export type { ResultView } from "./generated/ResultView";
export type { Revision } from "./generated/Revision";
export type { RingView } from "./generated/RingView";
export type { RosterAssistant } from "./generated/RosterAssistant";
export type { RosterDay } from "./generated/RosterDay";
export type { RosterDays } from "./generated/RosterDays";
export type { RosterImport } from "./generated/RosterImport";
export type { RosterImportError } from "./generated/RosterImportError";
export type { RosterWeek } from "./generated/RosterWeek";
export type { ServerMessage } from "./generated/ServerMessage";
export type { ShiftEdit } from "./generated/ShiftEdit";
export type { ShiftView } from "./generated/ShiftView";
export type { Spread } from "./generated/Spread";
export type { StaffState } from "./generated/StaffState";
export type { StaffUser } from "./generated/StaffUser";
export type { StillFlaw } from "./generated/StillFlaw";
export type { StillKind } from "./generated/StillKind";
export type { StillView } from "./generated/StillView";
export type { Supervision } from "./generated/Supervision";
export type { TestLevel } from "./generated/TestLevel";
export type { TestPassView } from "./generated/TestPassView";
export type { ThirdPartyDesk } from "./generated/ThirdPartyDesk";
export type { ThirdPartyRole } from "./generated/ThirdPartyRole";
export type { ThirdPartyState } from "./generated/ThirdPartyState";
export type { ThirdPartyView } from "./generated/ThirdPartyView";
export type { TicketState } from "./generated/TicketState";
export type { TicketView } from "./generated/TicketView";
export type { TurnNoticeView } from "./generated/TurnNoticeView";
export type { VideoView } from "./generated/VideoView";
export type { WaitEstimate } from "./generated/WaitEstimate";
export type { WaitMessage } from "./generated/WaitMessage";
export type { WaitTold } from "./generated/WaitTold";
export type { WallTimes } from "./generated/WallTimes";
export type { WireError } from "./generated/WireError";
export type { WhatIfForecast } from "./generated/WhatIfForecast";
export type { WhatIfPlace } from "./generated/WhatIfPlace";
export type { WhatIfView } from "./generated/WhatIfView";

/** WebSocket subprotocol (RFC 6455 section 1.9). */
export const SUBPROTOCOL = "ventanilla.v1";

/** Close codes of the private range (RFC 6455 section 7.4.2), as in `signaling/protocol/src/lib.rs`. */
export const CLOSE = {
  openedElsewhere: 4001,
  malformed: 4002,
  rateLimited: 4003,
  slowReader: 4004,
  heartbeat: 4005,
  sessionEnded: 4006,
  shuttingDown: 4007,
} as const;
