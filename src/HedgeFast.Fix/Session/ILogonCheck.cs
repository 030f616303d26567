using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>Whether an acceptor lets somebody in whose ids are right: passwords, signatures.</summary>
public interface ILogonCheck
{
    /// <summary>Null when the logon is good; otherwise what to say in the logout, without any secret.</summary>
    string? Refuse(in FixMessage logon);
}
