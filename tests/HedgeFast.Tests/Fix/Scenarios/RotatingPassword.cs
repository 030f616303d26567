using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>Another password at each logon, as a venue that rotates keys wants.</summary>
internal sealed class RotatingPassword(string[] passwords) : ILogonSignature
{
    private int _next;

    public void Sign(scoped ref FixBody logon, in LogonHeader header) =>
        logon.Add(Tags.Password, Encoding.ASCII.GetBytes(passwords[_next++ % passwords.Length]));
}
