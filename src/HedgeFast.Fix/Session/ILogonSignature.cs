using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>Adds what a venue wants in a logon beyond the standard: user, password, a signature over the bytes. Called for every logon anew, so that keys may change between two.</summary>
public interface ILogonSignature
{
    /// <summary>Adds fields behind those the session has written. The header is final: what is signed is what is sent.</summary>
    void Sign(scoped ref FixBody logon, in LogonHeader header);
}
