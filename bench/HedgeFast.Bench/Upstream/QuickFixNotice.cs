using HedgeFast.Core.Orders;

namespace HedgeFast.Bench.Upstream;

/// <summary>What a thread of QuickFIX/n hands to the thread that owns the port.</summary>
/// <param name="Session">The session came up or went down; null for a message.</param>
/// <param name="Message">The bytes of a message; empty for the session.</param>
internal readonly record struct QuickFixNotice(ExecutionKind? Session, byte[] Message);
